/** Larger ones are not read. */
const MAX_CHARACTERS = 3_000_000;
const MAX_SHEETS = 10;

/**
 * The CSS of an address: of a style sheet, or all that a page refers to. The browser of the designer asks for it.
 * @throws {Error} in words for the designer
 */
export async function fetchCss(address: string): Promise<string> {
  const url = toUrl(address);
  const { text, type } = await fetchText(url);
  if (!type.includes('html')) return text;
  const page = new DOMParser().parseFromString(text, 'text/html');
  const links = [...page.querySelectorAll('link[rel~="stylesheet"][href]')].slice(0, MAX_SHEETS).map((link) => new URL(link.getAttribute('href')!, url));
  const sheets = await Promise.allSettled(links.map((link) => fetchText(link)));
  const inline = [...page.querySelectorAll('style')].map(({ textContent }) => textContent ?? '');
  return [...sheets.flatMap((sheet) => (sheet.status === 'fulfilled' ? [sheet.value.text] : [])), ...inline].join('\n');
}

function toUrl(address: string): URL {
  const text = address.trim();
  try {
    return new URL(/^[\w.-]+\.\w{2,}(\/|$)/.test(text) ? `https://${text}` : text, location.href);
  } catch (cause) {
    throw new Error('Expected an address such as https://example.com/styles.css.', { cause });
  }
}

async function fetchText(url: URL): Promise<{ text: string; type: string }> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch (cause) {
    throw new Error(`${url.host} does not let other pages read this, or there is no network. Open the style sheet in a tab of its own, and paste what it says below.`, { cause });
  }
  if (!response.ok) throw new Error(`Expected a style sheet at ${url.href}, but the answer was ${response.status}.`);
  const text = await response.text();
  if (text.length > MAX_CHARACTERS) throw new Error('This has more than three megabytes. Paste the part with the colours below.');
  return { text, type: response.headers.get('content-type') ?? '' };
}

/**
 * The report as one page that needs nothing else: no network, no script. Charts are drawn in tables, beside the numbers
 * that they show. All texts of the plan are escaped.
 */
import type { Calls } from '../plan/simulation-tally.ts';
import { textIn } from '../plan/text.ts';
import type { Comparison } from './compare.ts';
import { roomFor, TIERS, type Tier } from './auth0-limits.ts';
import { GENERATOR, headRow, Html, html, type Part } from './html.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { Advice, Count, ExperimentReport, FieldReport, FullnessReport, Report } from './report.ts';
import type { Rate } from './statistics.ts';
import { FATES, ORIGINS } from './tally.ts';
import { OTHER } from './value-names.ts';
import { reportWordsIn } from './words/index.ts';
import type { ReportWords } from './words/words.ts';

export interface PageOptions {
  /** A BCP 47 tag. */
  language: string;
  /** The base64 of a text's SHA-256: only the style with this hash may apply. */
  digest: (text: string) => string;
  comparison?: Comparison;
}

const RIGHT_TO_LEFT = ['ar', 'he'];

export function drawPage(report: Report, options: PageOptions): string {
  return new Page(report, options).draw();
}

class Page {
  readonly #report: Report;
  readonly #options: PageOptions;
  readonly #words: ReportWords;
  readonly #tag: string;

  constructor(report: Report, options: PageOptions) {
    this.#report = report;
    this.#options = options;
    ({ words: this.#words, tag: this.#tag } = reportWordsIn(options.language));
  }

  draw(): string {
    const words = this.#words;
    const { experiments, advice } = this.#report;
    const policy = `default-src 'none'; style-src 'sha256-${this.#options.digest(PAGE_STYLE)}'; base-uri 'none'; form-action 'none'`;
    const page = html`<!doctype html>
<html lang="${this.#tag}" dir="${RIGHT_TO_LEFT.includes(this.#tag) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${GENERATOR}
<title>${words.title}</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>
<header>
<h1>${words.title}</h1>
${this.#report.from !== null && html`<p>${this.#period(words.period, this.#report)}</p>`}
</header>
<main>
${this.#drawFigures()}
${advice.length > 0 && this.#section(words.advice, html`<ul class="advice">${advice.map((one) => this.#drawAdvice(one))}</ul>`)}
${this.#drawQuestions()}
${experiments.length > 0 && this.#section(words.experiments, experiments.map((one) => this.#drawExperiment(one)))}
${this.#drawOrigins()}
${this.#drawChoices()}
${this.#drawFullness()}
${this.#drawComparison()}
${this.#drawCalls()}
</main>
${this.#report.minGroup > 1 && html`<footer><p>${fill(words.note, { min: this.#number(this.#report.minGroup) })}</p></footer>`}
</body>
</html>
`;
    return page.text;
  }

  #section(title: string, content: Part): Html {
    return html`<section><h2>${title}</h2>${content}</section>`;
  }

  #drawFigures(): Html {
    const words = this.#words;
    const { people, fullness, spared, silenced } = this.#report;
    const figure = (title: string, value: string) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`;
    return html`<dl class="figures">${[
      figure(words.people, this.#count(people)),
      figure(words.fullnessShare, this.#share(fullness.share)),
      figure(words.spared, this.#count(spared.questions)),
      figure(words.silenced, this.#count(silenced)),
    ]}</dl>`;
  }

  #drawAdvice({ code, field, value }: Advice): Html {
    const words = this.#words;
    const texts = { unanswered: words.unanswered, 'too-early': words.tooEarly, 'known-elsewhere': words.knownElsewhere, beside: words.beside, large: words.large };
    return html`<li>${field !== undefined && html`<b>${this.#label(field)}</b> `}${fill(texts[code], { share: this.#share(value) })}</li>`;
  }

  #drawQuestions(): Html | undefined {
    const words = this.#words;
    const asked = this.#report.fields.filter(({ eligible, shown }) => eligible !== 0 || shown !== 0);
    if (asked.length === 0) return undefined;
    const cards = asked.filter(({ shown }) => shown).map((field) => this.#drawQuestion(field));
    const head = [words.question, words.eligible, words.shown, ...FATES.map((fate) => words[fate]), words.answerRate, words.interval, words.medianDays, words.medianSession];
    const rows = asked.map(({ name, eligible, shown, fates, answerRate, medianDays, medianSession }) => [
      this.#label(name),
      ...[eligible, shown, ...FATES.map((fate) => fates[fate])].map((count) => this.#count(count)),
      this.#share(answerRate?.rate ?? null),
      this.#interval(answerRate),
      medianDays === null ? DASH : this.#number(medianDays),
      medianSession === null ? DASH : `≈ ${this.#number(medianSession)}`,
    ]);
    return this.#section(words.questions, [cards.length > 0 && [this.#legend(FATES, 'fate'), html`<div class="cards">${cards}</div>`], this.#details(words.questions, head, rows)]);
  }

  #drawQuestion({ name, shown, fates, answerRate }: FieldReport): Html {
    const words = this.#words;
    const parts = FATES.map((fate) => ({ name: words[fate], people: fates[fate], kind: `fate-${fate}` }));
    return html`<article><h3>${this.#label(name)}</h3>
<p class="rate"><strong>${this.#share(answerRate?.rate ?? null)}</strong> <span>${words.answerRate}<br>${words.interval} ${this.#interval(answerRate)}</span></p>
${this.#stack(parts, shown)}
<p class="quiet">${words.shown}: ${this.#count(shown)}</p></article>`;
  }

  #drawOrigins(): Html {
    const words = this.#words;
    const rows = this.#report.fields.map(({ name, known }) => {
      const parts = ORIGINS.map((origin) => ({ name: words[origin], people: known[origin], kind: `origin-${origin}` }));
      return html`<tr><th scope="row">${this.#label(name)}</th><td>${this.#stack(parts, this.#report.people)}</td></tr>`;
    });
    const head = [words.question, ...ORIGINS.map((origin) => words[origin])];
    const cells = this.#report.fields.map(({ name, known }) => [this.#label(name), ...ORIGINS.map((origin) => this.#count(known[origin]))]);
    const chart = html`<table class="chart"><thead class="unseen"><tr><th scope="col">${words.question}</th><th scope="col">${words.share}</th></tr></thead><tbody>${rows}</tbody></table>`;
    return this.#section(words.origins, [this.#legend(ORIGINS, 'origin'), chart, this.#details(words.origins, head, cells)]);
  }

  #drawChoices(): Html | undefined {
    const words = this.#words;
    const charts = this.#report.fields.flatMap(({ name, type, values }) => {
      const all = (values ?? []).reduce((sum, { people }) => sum + (people ?? 0), 0);
      if (!values || all === 0) return [];
      const rows = values.map(({ value, label, people }) => ({ title: this.#choice(type, value, textIn(label, this.#options.language)), people, share: people === null ? null : people / all }));
      return [html`<div><h3>${this.#label(name)}</h3>${this.#bars(words.choice, rows, 'origin-later')}</div>`];
    });
    return charts.length > 0 ? this.#section(words.choices, html`<div class="columns">${charts}</div>`) : undefined;
  }

  /** Returns the text of a choice: the name of a country, yes or no, the range of a number. */
  #choice(type: string, value: string, label: string): Html | string {
    if (value === OTHER) return this.#words.other;
    if (type === 'checkbox') return value === 'true' ? this.#words.yes : this.#words.no;
    if (type === 'country') return new Intl.DisplayNames([this.#tag], { type: 'region' }).of(value) ?? value;
    return type === 'number' ? leftToRight(`≥ ${this.#number(Number(value))}`) : label;
  }

  #drawFullness(): Html | undefined {
    const words = this.#words;
    const { months, visits } = this.#report.fullness;
    const chart = (title: string, groups: readonly FullnessReport[], name: (group: string) => Html | string) =>
      groups.length > 0 && html`<div><h3>${title}</h3>${this.#bars(title, groups.map(({ group, people, share }) => ({ title: name(group), people, share })), 'fate-answered')}</div>`;
    if (visits.length === 0) return undefined;
    const names: Record<string, Html> = { 5: leftToRight('5–9'), 10: leftToRight('10–19'), 20: leftToRight('≥ 20') };
    return this.#section(words.fullness, html`<div class="columns">${[chart(words.month, months, (month) => this.#months(month, month, 'short')), chart(words.sessions, visits, (least) => names[least] ?? least)]}</div>`);
  }

  #drawExperiment({ name, fields }: ExperimentReport): Html[] {
    const words = this.#words;
    return fields.map((field) => {
      const rows = field.variants.map(
        (variant) => html`<tr><th scope="row">${variant.name}</th><td>${this.#rateMark(variant.answerRate)}</td><td class="number">${this.#share(variant.answerRate?.rate ?? null)}</td><td class="number quiet">${this.#interval(variant.answerRate)}</td><td class="number quiet">${this.#count(variant.shown)}</td></tr>`,
      );
      const head = [words.variant, words.answerRate, words.share, words.interval, words.shown];
      const verdicts = field.comparisons.map(({ verdict, variant, other, chance }) => {
        const chances = chance === null ? '' : fill(words.chance, { chance: this.#chance(chance) });
        return html`<p class="verdict ${verdict}">${fill(words[verdict], { variant, other })} <span class="quiet">${chances}</span></p>`;
      });
      return html`<article class="wide"><h3>${name}: ${this.#label(field.name)}</h3><div class="scroll" role="region" aria-label="${name}: ${this.#label(field.name)}" tabindex="0"><table class="chart">${headRow(head)}<tbody>${rows}</tbody></table></div>${verdicts}</article>`;
    });
  }

  #drawCalls(): Html | undefined {
    const words = this.#words;
    const { calls } = this.#report;
    if (!calls) return undefined;
    const figure = (title: string, value: number) => html`<div><dt>${title}</dt><dd>${this.#number(value)}</dd></div>`;
    return this.#section(words.calls, [html`<dl class="figures small">${[figure(words.reads, calls.readsPerDay), figure(words.writes, calls.writesPerDay), figure(words.busiest, calls.busiest)]}</dl>`, html`<p class="quiet">${words.atLeast}</p>`, this.#drawLimits(calls.peakPerSecond)]);
  }

  /** Compares the busiest hour with Auth0's limits. */
  #drawLimits(peakPerSecond: Calls): Html {
    const words = this.#words;
    const rows = TIERS.map((tier) => {
      const used = 1 / roomFor(peakPerSecond, tier);
      return html`<tr><th scope="row">${tier.name}</th><td class="quiet" dir="ltr">${limitOf(tier)}</td><td class="number">${used > 0 && used < 0.01 ? leftToRight(`< ${this.#percent(0.01, 0)}`) : this.#percent(used, 0)}</td></tr>`;
    });
    return html`<table class="chart limits">${headRow([words.tier, words.limit, words.used])}<tbody>${rows}</tbody></table>`;
  }

  #drawComparison(): Html | undefined {
    const words = this.#words;
    const { comparison } = this.#options;
    if (!comparison) return undefined;
    const rows = comparison.fields
      .filter(({ before, now }) => before ?? now)
      .map(
        ({ name, before, now, chance }) =>
          html`<tr><th scope="row">${this.#label(name)}</th><td>${this.#rateMark(before)}${this.#rateMark(now)}</td><td class="number">${this.#share(before?.rate ?? null)}</td><td class="number">${this.#share(now?.rate ?? null)}</td><td class="number quiet">${chance === null ? DASH : this.#chance(chance)}</td></tr>`,
      );
    const head = [words.question, words.answerRate, words.before, words.now, fill(words.chance, {}).trim().replace(/[:：]$/, '').trim()];
    const title = this.#period(words.compared, comparison);
    return this.#section(title, html`<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table class="chart">${headRow(head)}<tbody>${rows}</tbody></table></div>`);
  }

  /** Draws the parts of a whole in one bar. */
  #stack(parts: readonly { name: string; people: Count; kind: string }[], whole: Count): Html {
    const all = parts.reduce((sum, { people }) => sum + (people ?? 0), 0) || whole || 1;
    let x = 0;
    const told: string[] = [];
    const rects = parts.flatMap(({ name, people, kind }) => {
      const width = ((people ?? 0) / all) * 1000;
      if (width === 0) return [];
      told.push(`${name} ${this.#share(width / 1000)}`);
      const rect = html`<rect class="${kind}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="20"><title>${name} ${this.#share(width / 1000)}</title></rect>`;
      x += width;
      return [rect];
    });
    return html`<svg class="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" aria-label="${told.join(', ') || DASH}">${rects}</svg>`;
  }

  #bars(head: string, rows: readonly { title: Html | string; people: Count; share: number | null }[], kind: string): Html {
    const body = rows.map(
      ({ title, people, share }) =>
        html`<tr><th scope="row">${title}</th><td><svg class="bar thin" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="1000" height="20"/><rect class="${kind}" width="${((share ?? 0) * 1000).toFixed(1)}" height="20"/></svg></td><td class="number">${this.#share(share)}</td><td class="number quiet">${this.#count(people)}</td></tr>`,
    );
    return html`<table class="chart">${headRow([head, '', this.#words.share, this.#words.people], true)}<tbody>${body}</tbody></table>`;
  }

  /** Draws a rate between 0 and 1, with its interval. */
  #rateMark(rate: Rate | null): Html {
    if (!rate) return html`<span class="quiet">${DASH}</span>`;
    const at = (value: number) => (value * 1000).toFixed(1);
    return html`<svg class="bar mark" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true"><rect class="track" y="8" width="1000" height="4"/><rect class="interval" x="${at(rate.low)}" width="${at(Math.max(0.002, rate.high - rate.low))}" y="3" height="14"/><rect class="point" x="${at(Math.max(0, rate.rate - 0.002))}" width="4" height="20"/></svg>`;
  }

  #legend(names: typeof FATES | typeof ORIGINS, kind: string): Html {
    return html`<ul class="legend">${names.map((name) => html`<li><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${kind}-${name}" width="12" height="12" rx="3"/></svg>${this.#words[name]}</li>`)}</ul>`;
  }

  /** Writes the same as a table, to read or to copy. */
  #details(title: string, head: readonly string[], rows: readonly (readonly (Html | string)[])[]): Html {
    const body = rows.map(([first = '', ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`);
    return html`<details><summary>${this.#words.asTable}</summary><div class="scroll" role="region" aria-label="${title}" tabindex="0"><table>${headRow(head)}<tbody>${body}</tbody></table></div></details>`;
  }

  #label(name: string): string {
    const field = this.#report.fields.find((one) => one.name === name);
    return (field && textIn(field.label, this.#options.language)) || name;
  }

  #period(words: string, { from, to }: { from: string | null; to: string | null }): string {
    return fill(words, { months: from === null || to === null ? DASH : this.#months(from, to, 'long') });
  }

  #months(from: string, to: string, month: 'long' | 'short'): string {
    const [first, last] = [from, to].map((text) => new Date(`${text}-01T00:00:00Z`)) as [Date, Date];
    return new Intl.DateTimeFormat(this.#tag, { month, year: 'numeric', timeZone: 'UTC' }).formatRange(first, last);
  }

  #count(count: Count): string {
    return count === null ? DASH : this.#number(count);
  }

  #number(value: number): string {
    return new Intl.NumberFormat(this.#tag).format(value);
  }

  #share(share: number | null): string {
    return share === null ? DASH : this.#percent(share, 0);
  }

  #percent(share: number, digits: number): string {
    return new Intl.NumberFormat(this.#tag, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share);
  }

  #interval(rate: Rate | null): Html | string {
    return rate ? leftToRight(`${this.#percent(rate.low, 1)} – ${this.#percent(rate.high, 1)}`) : DASH;
  }

  #chance(chance: number): string {
    return chance < 0.0001 ? `< ${this.#percent(0.0001, 2)}` : this.#percent(chance, 2);
  }
}

const DASH = '–';

/** Signs and ranges of numbers are the same in every language. */
function leftToRight(text: string): Html {
  return html`<bdi dir="ltr">${text}</bdi>`;
}

/** Terms of HTTP need no translation. */
function limitOf({ perSecond }: Tier): string {
  if ('all' in perSecond) return `${perSecond.all}/s`;
  return `GET ${Math.round(perSecond.reads * 60)}/min, PATCH ${Math.round(perSecond.writes * 60)}/min`;
}

function fill(words: string, values: Record<string, string>): string {
  return words.replace(/\{(\w{1,40})\}/g, (_, name: string) => values[name] ?? '');
}

// What a page does with the element: it handles events, asks if it needs an answer, and shows its own content.
import { BRANDS, look, watchLook } from './look.js';
import { day, money, say } from './words.js';

const byId = (id) => document.getElementById(id);
/** `<progressive-lock>`, or at a moment of the story a `<tell-us-more>`, which has the same methods. */
const lock = byId('lock');
const isMoment = lock.localName === 'tell-us-more';

lock.lockOptions = { languageDictionary: { title: 'Paperplane' }, theme: { primaryColor: BRANDS[look.brand] } };
// The first moment of the story: a real sign-up, in the frame.
if (location.pathname === '/moment/sign-up') {
  lock.lockOptions.auth = { redirect: false };
  void customElements.whenDefined('progressive-lock').then(() => lock.signUp());
  lock.addEventListener('signed-in', () => parent.postMessage({ kind: 'signed-in' }, location.origin));
}

lock.addEventListener('signed-in', showApp);
lock.addEventListener('signed-out', () => byId('app').setAttribute('hidden', ''));
byId('sign-out').addEventListener('click', () => lock.logout?.());
for (const type of ['asked', 'snoozed', 'declined', 'profile-changed']) lock.addEventListener(type, showProfile);
byId('behind').addEventListener('toggle', showProfile);
byId('app').addEventListener('click', ({ target }) => {
  if (target.dataset.done) tell(target.dataset.done);
  // A link in the sidebar opens its target.
  if (target.hash) document.querySelector(`details${target.hash}`)?.setAttribute('open', '');
});
/** Sets the elements' language to the page's. Text on the screen changes with it. */
function speak() {
  for (const element of document.querySelectorAll('#lock, profile-meter, profile-review')) element.language = look.language;
}
speak();
watchLook(() => {
  // Lock reads its language and colour only at its start.
  if (lock.state === 'signed-out') return location.reload();
  speak();
  showInvoices();
  if (!byId('app').hidden) showProfile();
  if (told) tell(...told);
});

// ── the invoices

const DAY = 86_400_000;
const inDays = (days) => new Date(Date.now() + days * DAY);
const invoices = [
  { number: '2026-041', customer: 'Studio Nord', due: inDays(14), amount: 1240, status: 'draft' },
  { number: '2026-040', customer: 'Kaffeerösterei Lund', due: inDays(-4), amount: 620, status: 'overdue' },
  { number: '2026-039', customer: 'Atelier Miró', due: inDays(6), amount: 1980, status: 'sent' },
  { number: '2026-038', customer: 'Harbour Dental', due: inDays(9), amount: 1710, status: 'sent' },
  { number: '2026-037', customer: 'Bergmann & Söhne', due: inDays(-11), amount: 3450, status: 'paid' },
  { number: '2026-036', customer: 'Studio Nord', due: inDays(-19), amount: 5490, status: 'paid' },
];
const waitingInvoice = invoices[0];

function cell(name, text, className = '') {
  const element = document.createElement(name);
  element.textContent = text;
  element.className = className;
  return element;
}

function showInvoices() {
  const sum = (...statuses) => invoices.filter(({ status }) => statuses.includes(status)).reduce((total, { amount }) => total + amount, 0);
  const sums = [['outstanding', sum('sent', 'overdue')], ['overdue', sum('overdue')], ['paid', sum('paid')]];
  byId('sums').replaceChildren(
    ...sums.map(([title, amount]) => {
      const box = document.createElement('div');
      box.append(cell('dt', say(title)), cell('dd', money(amount)));
      return box;
    }),
  );
  byId('rows').replaceChildren(
    ...invoices.map(({ number, customer, due, amount, status }) => {
      const row = document.createElement('tr');
      const badge = document.createElement('td');
      badge.append(cell('span', say(status), `badge ${status}`));
      row.append(cell('td', number, 'quiet'), cell('td', customer || say('newCustomer'), 'strong'), cell('td', day(due), 'quiet'), badge, cell('td', money(amount), 'amount'));
      return row;
    }),
  );
  const vat = lock.profile?.vat_id?.value;
  byId('send-text').textContent = `${say('sendText', { amount: money(waitingInvoice.amount) })} ${vat ? say('hasVat', { vat }) : say('needsVat')}`;
}

/** The last message, to show it again in another language. */
let told;

function tell(key, values) {
  told = [key, values];
  byId('done').textContent = say(key, values);
}

byId('new-invoice').addEventListener('click', () => {
  invoices.unshift({ number: `2026-0${42 + invoices.length - 6}`, customer: '', due: inDays(14), amount: 0, status: 'draft' });
  showInvoices();
  tell('draftMade');
});

/** The invoice needs the VAT number. It is sent after the person has answered. */
let isSending = false;
byId('send').addEventListener('click', async () => {
  if (isSending || !lock.user) return;
  isSending = true;
  byId('send').setAttribute('aria-busy', 'true');
  if (!lock.profile.vat_id) tell('waiting');
  try {
    const answers = await lock.ask(['vat_id']);
    if (answers?.vat_id) {
      waitingInvoice.status = 'sent';
      tell('sentDone', { vat: answers.vat_id });
      byId('send').disabled = true;
    } else tell('notSent');
  } catch {
    tell('sendFailed');
  } finally {
    isSending = false;
    byId('send').removeAttribute('aria-busy');
    showInvoices();
  }
});

// ── the signed-in person

function showApp() {
  byId('words').hidden = true;
  byId('app').hidden = false;
  byId('account').hidden = isMoment;
  byId('who').textContent = lock.user.email ?? '';
  document.body.classList.add('in-app');
  showProfile();
}

function showProfile() {
  const { profile } = lock;
  byId('hello').textContent = profile.first_name ? say('welcomeName', { name: profile.first_name.value }) : say('welcome');
  byId('fields').replaceChildren(
    ...lock.explain().map(({ name, reason }) => {
      const row = document.createElement('tr');
      const known = profile[name];
      for (const text of [name, known ? String(known.value) : '–', known?.source ?? '–', reason]) row.append(cell('td', text));
      return row;
    }),
  );
  showInvoices();
}

// The session may have been restored before this script was loaded.
if (lock.user) showApp();

// A moment of the story has a person without a login.
if (isMoment) {
  const { begin } = await import('./moment.js');
  await begin(lock);
  showApp();
}

/** The application's words, by language. A plan has its own words, and so does the panel. */
const EN = {
  teaser: 'Six questions at sign-up become two. Move on in time:', moment: 'Session', signUp: 'Sign-up', session5: 'Session 5',
  demo: 'A demo of progressive-lock',
  look: 'Look', system: 'System', light: 'Light', dark: 'Dark', brand: 'Brand', language: 'Language',
  storyLink: 'See it in one minute',
  hero: 'Invoices that arrive.',
  heroLead: 'Write one in a minute, send it anywhere, see when it is read. Free for the first ten.',
  point1: 'A short form to sign up, no more',
  point2: 'The rest when it matters, and only what we don’t know yet',
  point3: 'Your answers are yours: see them, change them, erase them',
  welcome: 'Welcome', welcomeName: 'Welcome, {name}',
  appLead: 'Three things are waiting for you.',
  invoices: 'Invoices', customers: 'Customers', todo: 'To do', profile: 'Profile',
  signOut: 'Sign out', newInvoice: 'New invoice',
  outstanding: 'Outstanding', overdue: 'Overdue', paid: 'Paid', draft: 'Draft', sent: 'Sent',
  number: 'Number', customer: 'Customer', due: 'Due', amount: 'Amount', status: 'Status',
  send: 'Send', sendTitle: 'Send an invoice', sendText: 'Studio Nord, {amount}, due in 14 days.',
  needsVat: 'Your VAT number is required on it.', hasVat: 'It shows your VAT number {vat}.',
  waiting: 'Waiting for your VAT number …',
  sentDone: 'Sent to Studio Nord, with your VAT number {vat}.',
  notSent: 'Not sent: it stays a draft until your VAT number is on it.',
  sendFailed: 'Not sent: the question could not be asked. Please try again.',
  invite: 'Invite a colleague', inviteText: 'Invoices are nicer to write together.', copyLink: 'Copy the link', copied: 'Invitation copied.',
  bank: 'Connect your bank', bankText: 'Paid invoices close by themselves.', connect: 'Connect', connected: 'Connected.',
  draftMade: 'A new draft is at the top of the list.',
  told: 'What you have told us', behind: 'What we know, and why we ask or don’t',
  field: 'Field', known: 'Known value', from: 'From', askedNow: 'Asked now?',
  newCustomer: 'New customer',
};
const DE = {
  teaser: 'Aus sechs Fragen bei der Registrierung werden zwei. Gehen Sie in der Zeit weiter:', moment: 'Sitzung', signUp: 'Registrierung', session5: 'Sitzung 5',
  demo: 'Eine Demo von progressive-lock',
  look: 'Aussehen', system: 'System', light: 'Hell', dark: 'Dunkel', brand: 'Marke', language: 'Sprache',
  storyLink: 'In einer Minute ansehen',
  hero: 'Rechnungen, die ankommen.',
  heroLead: 'In einer Minute schreiben, überallhin senden, sehen, wann sie gelesen wird. Die ersten zehn sind kostenlos.',
  point1: 'Ein kurzes Formular zur Registrierung, mehr nicht',
  point2: 'Der Rest, wenn es darauf ankommt, und nur, was wir noch nicht wissen',
  point3: 'Ihre Antworten gehören Ihnen: ansehen, ändern, löschen',
  welcome: 'Willkommen', welcomeName: 'Willkommen, {name}',
  appLead: 'Drei Dinge warten auf Sie.',
  invoices: 'Rechnungen', customers: 'Kunden', todo: 'Zu tun', profile: 'Profil',
  signOut: 'Abmelden', newInvoice: 'Neue Rechnung',
  outstanding: 'Offen', overdue: 'Überfällig', paid: 'Bezahlt', draft: 'Entwurf', sent: 'Gesendet',
  number: 'Nummer', customer: 'Kunde', due: 'Fällig', amount: 'Betrag', status: 'Stand',
  send: 'Senden', sendTitle: 'Rechnung senden', sendText: 'Studio Nord, {amount}, fällig in 14 Tagen.',
  needsVat: 'Ihre USt-IdNr. muss darauf stehen.', hasVat: 'Ihre USt-IdNr. {vat} steht darauf.',
  waiting: 'Wartet auf Ihre USt-IdNr. …',
  sentDone: 'An Studio Nord gesendet, mit Ihrer USt-IdNr. {vat}.',
  notSent: 'Nicht gesendet: Sie bleibt ein Entwurf, bis Ihre USt-IdNr. darauf steht.',
  sendFailed: 'Nicht gesendet: Die Frage konnte nicht gestellt werden. Bitte versuchen Sie es noch einmal.',
  invite: 'Jemanden einladen', inviteText: 'Gemeinsam schreibt es sich leichter.', copyLink: 'Link kopieren', copied: 'Einladung kopiert.',
  bank: 'Bank verbinden', bankText: 'Bezahlte Rechnungen erledigen sich von selbst.', connect: 'Verbinden', connected: 'Verbunden.',
  draftMade: 'Ein neuer Entwurf steht oben in der Liste.',
  told: 'Was Sie uns gesagt haben', behind: 'Was wir wissen, und warum wir fragen oder nicht',
  field: 'Feld', known: 'Bekannter Wert', from: 'Von', askedNow: 'Jetzt gefragt?',
  newCustomer: 'Neuer Kunde',
};
const AR = {
  teaser: 'ستة أسئلة عند التسجيل تصبح سؤالين. تقدّم في الوقت:', moment: 'الجلسة', signUp: 'التسجيل', session5: 'الجلسة 5',
  demo: 'عرض توضيحي لـ progressive-lock',
  look: 'المظهر', system: 'النظام', light: 'فاتح', dark: 'داكن', brand: 'العلامة', language: 'اللغة',
  storyLink: 'شاهدها في دقيقة',
  hero: 'فواتير تصل.',
  heroLead: 'اكتبها في دقيقة، وأرسلها إلى أي مكان، واعرف متى تُقرأ. العشر الأولى مجانية.',
  point1: 'نموذج قصير للتسجيل، لا أكثر',
  point2: 'والباقي عند الحاجة، وما لا نعرفه بعد فقط',
  point3: 'إجاباتك لك: اطّلع عليها وعدّلها واحذفها',
  welcome: 'مرحبًا', welcomeName: 'مرحبًا، {name}',
  appLead: 'ثلاثة أمور في انتظارك.',
  invoices: 'الفواتير', customers: 'العملاء', todo: 'المهام', profile: 'الملف الشخصي',
  signOut: 'تسجيل الخروج', newInvoice: 'فاتورة جديدة',
  outstanding: 'المستحق', overdue: 'متأخر', paid: 'مدفوع', draft: 'مسودة', sent: 'أُرسلت',
  number: 'الرقم', customer: 'العميل', due: 'الاستحقاق', amount: 'المبلغ', status: 'الحالة',
  send: 'إرسال', sendTitle: 'إرسال فاتورة', sendText: 'Studio Nord، ‏{amount}، تُستحق خلال 14 يومًا.',
  needsVat: 'يجب أن يظهر عليها رقمك الضريبي.', hasVat: 'رقمك الضريبي {vat} مذكور عليها.',
  waiting: 'في انتظار رقمك الضريبي…',
  sentDone: 'أُرسلت إلى Studio Nord مع رقمك الضريبي {vat}.',
  notSent: 'لم تُرسل: تبقى مسودة حتى يُذكر عليها رقمك الضريبي.',
  sendFailed: 'لم تُرسل: تعذّر طرح السؤال. يُرجى المحاولة مجددًا.',
  invite: 'دعوة زميل', inviteText: 'كتابة الفواتير معًا أسهل.', copyLink: 'نسخ الرابط', copied: 'نُسخت الدعوة.',
  bank: 'ربط حسابك المصرفي', bankText: 'الفواتير المدفوعة تُغلق من تلقاء نفسها.', connect: 'ربط', connected: 'تم الربط.',
  draftMade: 'مسودة جديدة في أعلى القائمة.',
  told: 'ما أخبرتنا به', behind: 'ما نعرفه، ولماذا نسأل أو لا نسأل',
  field: 'الحقل', known: 'القيمة المعروفة', from: 'المصدر', askedNow: 'يُسأل الآن؟',
  newCustomer: 'عميل جديد',
};

export const LANGUAGES = { en: 'English', de: 'Deutsch', ar: 'العربية' };
const WORDS = { en: EN, de: DE, ar: AR };

/** Returns the text `key` in the page's language, with values for its `{name}`s. */
export function say(key, values = {}) {
  const words = WORDS[document.documentElement.lang] ?? EN;
  return (words[key] ?? EN[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

export const addWords = (more) => Object.entries(more).forEach(([language, words]) => Object.assign(WORDS[language], words));

/** Writes the words of the page's language into the elements with `data-say` or `data-label`. */
export function sayAll(root = document) {
  for (const element of root.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
  for (const element of root.querySelectorAll('[data-label]')) element.setAttribute('aria-label', say(element.dataset.label));
}

export const money = (amount) => new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency: 'EUR' }).format(amount);
export const day = (date) => new Intl.DateTimeFormat(document.documentElement.lang, { day: 'numeric', month: 'short' }).format(date);

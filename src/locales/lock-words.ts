/**
 * What `<progressive-lock>` says around Lock. All languages in one file: it is loaded with Lock only, beside which its
 * two kilobytes are nothing.
 */
import type { Language } from './pick-language.ts';

export interface LockWords {
  loading: string;
  /** Lock cannot be shown. */
  failed: string;
  /** The tenant sent the person back with an error. */
  'login-failed': string;
  /** The plan is missing or wrong. */
  plan: string;
  retry: string;
  close: string;
  /** The name of the dialog that Lock stands in. */
  dialog: string;
}

export const LOCK_WORDS: Record<Language, LockWords> = {
  en: {
    loading: 'Loading…',
    failed: 'Signing in is not possible at the moment. Please try again later.',
    'login-failed': 'Signing in did not work. Please try again.',
    plan: 'Some questions could not be loaded. You can sign in all the same.',
    retry: 'Try again',
    close: 'Close',
    dialog: 'Sign in or sign up',
  },
  de: {
    loading: 'Wird geladen …',
    failed: 'Die Anmeldung ist im Moment nicht möglich. Bitte versuchen Sie es später noch einmal.',
    'login-failed': 'Die Anmeldung hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    plan: 'Einige Fragen konnten nicht geladen werden. Sie können sich trotzdem anmelden.',
    retry: 'Noch einmal versuchen',
    close: 'Schließen',
    dialog: 'Anmelden oder registrieren',
  },
  fr: {
    loading: 'Chargement…',
    failed: 'La connexion est impossible pour le moment. Veuillez réessayer plus tard.',
    'login-failed': 'La connexion n’a pas abouti. Veuillez réessayer.',
    plan: 'Certaines questions n’ont pas pu être chargées. Vous pouvez quand même vous connecter.',
    retry: 'Réessayer',
    close: 'Fermer',
    dialog: 'Se connecter ou s’inscrire',
  },
  es: {
    loading: 'Cargando…',
    failed: 'No es posible iniciar sesión en este momento. Inténtelo más tarde.',
    'login-failed': 'No se ha podido iniciar sesión. Inténtelo de nuevo.',
    plan: 'Algunas preguntas no se han podido cargar. Puede iniciar sesión igualmente.',
    retry: 'Intentar de nuevo',
    close: 'Cerrar',
    dialog: 'Iniciar sesión o registrarse',
  },
  it: {
    loading: 'Caricamento…',
    failed: 'Al momento non è possibile accedere. Riprovi più tardi.',
    'login-failed': 'L’accesso non è riuscito. Riprovi.',
    plan: 'Non è stato possibile caricare alcune domande. Può accedere comunque.',
    retry: 'Riprova',
    close: 'Chiudi',
    dialog: 'Accedi o registrati',
  },
  'pt-BR': {
    loading: 'Carregando…',
    failed: 'Não é possível entrar no momento. Tente novamente mais tarde.',
    'login-failed': 'Não foi possível entrar. Tente novamente.',
    plan: 'Algumas perguntas não puderam ser carregadas. Você pode entrar mesmo assim.',
    retry: 'Tentar novamente',
    close: 'Fechar',
    dialog: 'Entrar ou criar conta',
  },
  nl: {
    loading: 'Laden…',
    failed: 'Inloggen is op dit moment niet mogelijk. Probeer het later opnieuw.',
    'login-failed': 'Inloggen is niet gelukt. Probeer het opnieuw.',
    plan: 'Sommige vragen konden niet worden geladen. U kunt toch inloggen.',
    retry: 'Opnieuw proberen',
    close: 'Sluiten',
    dialog: 'Inloggen of registreren',
  },
  pl: {
    loading: 'Wczytywanie…',
    failed: 'Logowanie jest w tej chwili niemożliwe. Spróbuj ponownie później.',
    'login-failed': 'Logowanie nie powiodło się. Spróbuj ponownie.',
    plan: 'Nie udało się wczytać niektórych pytań. Mimo to możesz się zalogować.',
    retry: 'Spróbuj ponownie',
    close: 'Zamknij',
    dialog: 'Zaloguj się lub załóż konto',
  },
  tr: {
    loading: 'Yükleniyor…',
    failed: 'Şu anda giriş yapılamıyor. Lütfen daha sonra yeniden deneyin.',
    'login-failed': 'Giriş yapılamadı. Lütfen yeniden deneyin.',
    plan: 'Bazı sorular yüklenemedi. Yine de giriş yapabilirsiniz.',
    retry: 'Yeniden dene',
    close: 'Kapat',
    dialog: 'Giriş yapın veya kaydolun',
  },
  ja: {
    loading: '読み込み中…',
    failed: '現在ログインできません。しばらくしてからもう一度お試しください。',
    'login-failed': 'ログインできませんでした。もう一度お試しください。',
    plan: '一部の質問を読み込めませんでしたが、ログインはできます。',
    retry: 'もう一度試す',
    close: '閉じる',
    dialog: 'ログインまたは新規登録',
  },
  ko: {
    loading: '불러오는 중…',
    failed: '지금은 로그인할 수 없습니다. 잠시 후 다시 시도해 주세요.',
    'login-failed': '로그인하지 못했습니다. 다시 시도해 주세요.',
    plan: '일부 질문을 불러오지 못했습니다. 그래도 로그인할 수 있습니다.',
    retry: '다시 시도',
    close: '닫기',
    dialog: '로그인 또는 가입',
  },
  'zh-CN': {
    loading: '正在加载…',
    failed: '目前无法登录，请稍后再试。',
    'login-failed': '登录未成功，请重试。',
    plan: '部分问题未能加载，您仍然可以登录。',
    retry: '重试',
    close: '关闭',
    dialog: '登录或注册',
  },
  ar: {
    loading: 'جارٍ التحميل…',
    failed: 'تسجيل الدخول غير ممكن حاليًا. يُرجى المحاولة لاحقًا.',
    'login-failed': 'لم ينجح تسجيل الدخول. يُرجى المحاولة مرة أخرى.',
    plan: 'تعذّر تحميل بعض الأسئلة. يمكنك تسجيل الدخول رغم ذلك.',
    retry: 'المحاولة مرة أخرى',
    close: 'إغلاق',
    dialog: 'تسجيل الدخول أو إنشاء حساب',
  },
  he: {
    loading: 'בטעינה…',
    failed: 'לא ניתן להתחבר כרגע. נסו שוב מאוחר יותר.',
    'login-failed': 'ההתחברות לא הצליחה. נסו שוב.',
    plan: 'חלק מהשאלות לא נטענו. אפשר להתחבר בכל זאת.',
    retry: 'לנסות שוב',
    close: 'סגירה',
    dialog: 'התחברות או הרשמה',
  },
};

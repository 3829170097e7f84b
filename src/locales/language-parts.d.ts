// An ambient module cannot import a relative module at its top.
/* oxlint-disable typescript/consistent-type-imports */

/**
 * The bundler treats `de.ts?panel` as a separate file without the exports that are not imported from it, so that a page loads only
 * the parts of a language that it needs. Without a bundler, each is the whole file.
 */
declare module '*.ts?panel' {
  export const panel: import('./words.ts').PanelWords;
}
declare module '*.ts?pages' {
  export const pages: import('./words.ts').PageWords;
}
declare module '*.ts?meter' {
  export const meter: import('./words.ts').MeterWords;
}
declare module '*.ts?refusal' {
  export const refusal: import('./words.ts').RefusalWords;
}
declare module '*.ts?hints' {
  export const hints: import('./words.ts').Hints;
}
declare module '*.ts?lock' {
  export const lock: import('./words.ts').LockWords;
}

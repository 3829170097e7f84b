/** The package's version, which the build inserts. */
declare const __VERSION__: string;

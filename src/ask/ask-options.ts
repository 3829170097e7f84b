export interface AskOptions {
  /** Also asks declined fields, because the person has come to answer them. */
  evenIfDeclined?: boolean;
  /** Also asks known fields, so that the person can change the answers. */
  evenIfKnown?: boolean;
}

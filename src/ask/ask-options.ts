export interface AskOptions {
  /** Shows what the person declined all the same: they came for it themselves. */
  evenIfDeclined?: boolean;
  /** Shows what is known, too, for the person to change it. */
  evenIfKnown?: boolean;
}

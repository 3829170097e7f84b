/** The texts about the source of a value. */
export const sourceWords = {
  user: 'sourceUser',
  app: 'sourceApp',
  idp: 'sourceIdp',
  enrichment: 'sourceEnrichment',
} as const;

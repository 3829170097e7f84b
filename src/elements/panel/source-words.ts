/** The words for where a value comes from. */
export const sourceWords = {
  user: 'sourceUser',
  app: 'sourceApp',
  idp: 'sourceIdp',
  enrichment: 'sourceEnrichment',
} as const;

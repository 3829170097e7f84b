/** The schema of a plan in the parts of valibot, which tell all that is wrong. */
import { array, boolean, check, custom, finite, gtValue, integer, isoDate, lazy, literal, maxEntries, maxLength, maxValue, minEntries, minLength, minValue, null as nothing, number, objectWithRest, optional, picklist, pipe, record, regex, strictObject, string, union } from 'valibot';
import { schemasOf } from './schema.ts';

export const {
  textSchema, optionSchema, optionsAddressSchema, optionListSchema, linkSchema, afterSchema, askRuleSchema, operatorEntries,
  fieldSchema, pacingSchema, enrichmentSchema, fieldChangesSchema, changesSchema, variantSchema,
  experimentSchema, planSchema,
} = schemasOf({ array, boolean, check, custom, finite, gtValue, integer, isoDate, lazy, literal, maxEntries, maxLength, maxValue, minEntries, minLength, minValue, null: nothing, number, objectWithRest, optional, picklist, pipe, record, regex, strictObject, string, union });

/** The studio: a plan, its look and its timing, designed with everything in view. Needs no tenant. */
import { StudioApp } from './studio-app.ts';
import { StudioCondition } from './condition-editor.ts';
import { StudioEmbed } from './embed-dialog.ts';
import { StudioField } from './field-editor.ts';
import { StudioLog } from './event-log.ts';
import { StudioLook } from './look-editor.ts';
import { StudioOptions } from './options-editor.ts';
import { StudioPlan } from './plan-editor.ts';
import { StudioStage } from './stage.ts';
import { StudioText } from './text-editor.ts';
import { StudioTravel } from './travel-editor.ts';

const elements = {
  'studio-text': StudioText,
  'studio-options': StudioOptions,
  'studio-condition': StudioCondition,
  'studio-field': StudioField,
  'studio-plan': StudioPlan,
  'studio-stage': StudioStage,
  'studio-travel': StudioTravel,
  'studio-look': StudioLook,
  'studio-log': StudioLog,
  'studio-embed': StudioEmbed,
  'studio-app': StudioApp,
};
for (const [tag, element] of Object.entries(elements)) customElements.define(tag, element);

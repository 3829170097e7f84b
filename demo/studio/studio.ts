/** The studio: a page to design a plan, its look and its timing with everything in view. Needs no tenant. */
import { StudioApp } from './studio-app.ts';
import { StudioBrandDialog } from './brand/brand-dialog.ts';
import { StudioCode } from './code-editor.ts';
import { StudioCondition } from './condition-editor.ts';
import { StudioExperiments } from './experiments/experiments-editor.ts';
import { StudioEmbed } from './embed-dialog.ts';
import { StudioField } from './field-editor.ts';
import { StudioLibraryDialog } from './library/library-dialog.ts';
import { StudioLibrary } from './library/library-picker.ts';
import { StudioLog } from './event-log.ts';
import { StudioLook } from './look-editor.ts';
import { StudioMenu } from './menu.ts';
import { StudioOptions } from './options-editor.ts';
import { StudioPlan } from './plan-editor.ts';
import { StudioRemoval } from './removal-dialog.ts';
import { StudioAddress } from './share/address-dialog.ts';
import { StudioVersions } from './share/versions-dialog.ts';
import { StudioTimeline } from './timeline-view.ts';
import { StudioWords } from './words/words-table.ts';
import { StudioBoard } from './states/states-board.ts';
import { StudioStateTile } from './states/state-tile.ts';
import { StudioStage } from './stage.ts';
import { StudioStart } from './start-screen.ts';
import { StudioText } from './text-editor.ts';
import { StudioTravel } from './travel-editor.ts';

const elements = {
  'studio-menu': StudioMenu,
  'studio-text': StudioText,
  'studio-options': StudioOptions,
  'studio-condition': StudioCondition,
  'studio-field': StudioField,
  'studio-plan': StudioPlan,
  'studio-experiments': StudioExperiments,
  'studio-library': StudioLibrary,
  'studio-library-dialog': StudioLibraryDialog,
  'studio-removal': StudioRemoval,
  'studio-start': StudioStart,
  'studio-state-tile': StudioStateTile,
  'studio-board': StudioBoard,
  'studio-stage': StudioStage,
  'studio-travel': StudioTravel,
  'studio-brand-dialog': StudioBrandDialog,
  'studio-look': StudioLook,
  'studio-code': StudioCode,
  'studio-log': StudioLog,
  'studio-words': StudioWords,
  'studio-timeline': StudioTimeline,
  'studio-versions': StudioVersions,
  'studio-address': StudioAddress,
  'studio-embed': StudioEmbed,
  'studio-app': StudioApp,
};
for (const [tag, element] of Object.entries(elements)) customElements.define(tag, element);

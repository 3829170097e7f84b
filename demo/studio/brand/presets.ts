import type { Look } from '../look.ts';

/** Looks to begin with. */
export const PRESETS: Readonly<Record<string, Look>> = {
  Plain: {},
  Forest: { accent: { light: '#1f6b4a', dark: '#7fd6ad' }, background: { light: '#fbfcf9', dark: '#17201b' }, text: { light: '#1b2a22', dark: '#eaf2ec' }, radius: 16 },
  Berry: { accent: { light: '#9b1c5a', dark: '#f5a3cb' }, background: { light: '#fffafc', dark: '#231820' }, text: { light: '#2b1a24', dark: '#f8ecf3' }, radius: 20, buttons: 'pill', font: 'rounded' },
  Ocean: { accent: { light: '#0b6aa8', dark: '#7cc7f5' }, background: { light: '#ffffff', dark: '#0f1a24' }, text: { light: '#10222f', dark: '#e8f1f8' }, radius: 10 },
  Paper: { accent: { light: '#7a4a17', dark: '#e7b878' }, background: { light: '#fdf9f1', dark: '#211d17' }, text: { light: '#2c241a', dark: '#f4ecdf' }, radius: 4, font: 'serif' },
  Ink: { accent: { light: '#111111', dark: '#f5f5f5' }, background: { light: '#ffffff', dark: '#0c0c0c' }, text: { light: '#111111', dark: '#f5f5f5' }, radius: 0, buttons: 'square' },
};

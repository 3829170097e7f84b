/** A Vite plugin that computes src/plan/plan-shape.ts during the build, so that pages load its data without its sources. */
import { runnerImport } from 'vite';

/** @type {import('vite').Plugin} */
export const planShape = {
  name: 'plan-shape',
  async load(id) {
    if (!id.endsWith('/src/plan/plan-shape.ts')) return undefined;
    const { module } = await runnerImport(id);
    return Object.entries(module).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');
  },
};

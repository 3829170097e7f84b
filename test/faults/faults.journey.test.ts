import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Table from 'cli-table3';
import { rows } from './rows.ts';
import { World } from './world.ts';

/** Rows wait more than they work: so many run at the same time, each in a world of its own. */
const WORLDS = 3;

/** The fault matrix: real auth0-js in a real browser against a tenant that fails in every way known. */
describe('an answer survives', { concurrency: WORLDS }, () => {
  const endings = new Map<string, { ending: string; patches: string }>();
  const worlds: World[] = [];
  let free: World[] = [];
  before(async () => {
    worlds.push(...(await World.openAll(WORLDS)));
    free = [...worlds];
  });
  after(async () => {
    await Promise.all(worlds.map((world) => world.close()));
    const table = new Table({ head: ['', 'what goes wrong', 'how it ends', 'PATCH'], style: { head: [], border: [] } });
    for (const [index, { what }] of rows.entries()) {
      const { ending = 'not run', patches = '' } = endings.get(what) ?? {};
      table.push([index + 1, what, ending, patches]);
    }
    console.log(table.toString());
  });

  it('at least 40 different troubles', () => {
    assert.ok(rows.length >= 40, `only ${rows.length}`);
    assert.equal(new Set(rows.map(({ what }) => what)).size, rows.length);
  });

  for (const row of rows) {
    it(row.what, async () => {
      const world = free.pop()!;
      const stage = await world.begin();
      let ending = 'LOST, MISPLACED OR NOT TOLD';
      try {
        ending = await row.run(stage);
      } finally {
        endings.set(row.what, { ending, patches: stage.patches.join(' ') });
        await world.end();
        free.push(world);
      }
    });
  }
});

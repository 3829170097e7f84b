import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AskHost } from '../../src/ask/ask-host.ts';
import { ScreenTurn } from '../../src/ask/screen-turn.ts';

let people = 0;

/** A part of the page that asks the person of `key`: `show` puts something on the screen, or not. */
function part(key: string) {
  const { signal } = new AbortController();
  const told = { isShowing: false, turns: 0 };
  const host = new EventTarget() as AskHost;
  const turn = new ScreenTurn({ host, key, signal, isShowing: () => told.isShowing, handleTurn: () => (told.turns += 1) });
  const show = (isShown = true, isRequested?: boolean) => turn.use(() => Promise.resolve((told.isShowing = isShown)), isRequested);
  return { turn, told, show };
}

describe('a turn on the screen', () => {
  it('is one part’s at a time; the next one hears when it is over', async () => {
    const key = `person ${++people}`;
    const [one, other] = [part(key), part(key)];
    assert.equal(await one.show(), true);
    assert.equal(await other.show(), undefined);
    // The next question replaces one's own thanks.
    assert.equal(await one.show(), true);
    assert.equal(other.told.turns, 0);
    one.turn.end();
    assert.equal(other.told.turns, 1);
    assert.equal(await other.show(), true);
    one.turn.end();
    assert.equal(await one.show(), undefined);
  });

  it('is over at once if nothing came of it', async () => {
    const key = `person ${++people}`;
    const [one, other] = [part(key), part(key)];
    assert.equal(await one.show(false), false);
    assert.equal(await other.show(), true);
  });

  it('is over at once if what it was for failed', async () => {
    const key = `person ${++people}`;
    const [one, other] = [part(key), part(key)];
    await assert.rejects(one.turn.use(() => Promise.reject(new Error('not loaded'))), /not loaded/);
    assert.equal(await other.show(), true);
  });

  it('is not needed for what the page requests, which takes it if it is free', async () => {
    const key = `person ${++people}`;
    const [one, other] = [part(key), part(key)];
    assert.equal(await one.show(true, true), true);
    assert.equal(await other.show(), undefined);
    assert.equal(await other.show(true, true), true);
    one.turn.end();
    assert.equal(await part(key).show(), true);
  });
});

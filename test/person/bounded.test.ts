import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { bounded } from '../../src/person/bounded.ts';

describe('a call to a store', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('has 25 s, and hears when they are over', async () => {
    let limit: AbortSignal | undefined;
    const call = bounded((signal) => ((limit = signal), new Promise(() => undefined)), new AbortController().signal);
    await Promise.resolve();
    mock.timers.tick(24_999);
    assert.equal(limit!.aborted, false);
    mock.timers.tick(1);
    await assert.rejects(call, { code: 'timeout' });
    assert.equal(limit!.aborted, true);
  });

  it('ends with its caller', async () => {
    const caller = new AbortController();
    const call = bounded(() => new Promise(() => undefined), caller.signal);
    caller.abort();
    await assert.rejects(call, { code: 'aborted' });
  });
});

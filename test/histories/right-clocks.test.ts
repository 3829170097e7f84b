/** The devices of one person, with clocks that are right: the order of acts can be told. */
import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { MINUTE, SECOND, START, testHistories, useHistoryClock } from './histories.ts';
import { World, type Device } from './world.ts';

describe('whatever happens to the devices of one person', () => {
  useHistoryClock();

  testHistories('no refusal and no answer is lost, and the last answer holds', true);

  it('the profile is read once for an ask that is answered within a minute, and again for a later answer', async () => {
    mock.timers.setTime(START);
    const world = new World([false, false, true], Date.now);
    const [near, far, endpoint] = world.devices as [Device, Device, Device];
    await world.read(near);
    mock.timers.setTime(Date.now() + 30 * SECOND);
    await world.act(near, 'answer', 'company');
    assert.deepEqual(world.calls, { reads: 1, saves: 1 });
    await world.read(far);
    mock.timers.setTime(Date.now() + 2 * MINUTE);
    await world.act(far, 'answer', 'phone');
    assert.deepEqual(world.calls, { reads: 3, saves: 2 });
    await world.act(endpoint, 'answer', 'phone');
    assert.deepEqual(world.calls, { reads: 3, saves: 3 }, 'an endpoint merges by itself');
    await world.act(endpoint, 'decline', 'company');
    assert.deepEqual(world.calls, { reads: 3, saves: 4 }, 'what it answered is known');
    world.close();
  });
});

/// <reference types="mocha" />
import { expect } from '@open-wc/testing';
import { watchActivity } from '../../src/platform/activity.ts';

describe('the watch for activity', () => {
  const press = () => dispatchEvent(new KeyboardEvent('keydown'));

  it('tells once a minute, also after the clock was set back', () => {
    let time = Date.parse('2026-03-01T09:00:00Z');
    let told = 0;
    const end = new AbortController();
    watchActivity(() => (told += 1), () => new Date(time), end.signal);
    press();
    press();
    expect(told).to.equal(1);
    time -= 3_600_000;
    press();
    expect(told).to.equal(2);
    time += 59_000;
    press();
    expect(told).to.equal(2);
    time += 1000;
    press();
    expect(told).to.equal(3);
    end.abort();
    time += 3_600_000;
    press();
    expect(told).to.equal(3);
  });
});

/** The devices of one person, whose clocks are wrong by minutes or years, and change in between. */
import { describe } from 'node:test';
import { testHistories, useHistoryClock } from './histories.ts';

describe('whatever happens to the devices of one person', () => {
  useHistoryClock();

  testHistories('no refusal and no answer is lost, even where clocks are wrong', false);
});

/** What `testHistories()` runs in a thread of its own. */
import { workerData } from 'node:worker_threads';
import { playHistories, startHistoryClock } from './histories.ts';

startHistoryClock();
await playHistories(workerData as boolean);

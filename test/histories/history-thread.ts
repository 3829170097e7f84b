/** Runs in a thread for `testHistories()`. */
import { workerData } from 'node:worker_threads';
import { playHistories, startHistoryClock } from './histories.ts';

startHistoryClock();
await playHistories(workerData as boolean);

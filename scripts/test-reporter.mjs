/**
 * A reporter for Node's test runner that writes each event to the file `TEST_EVENTS` as it happens, one line of JSON each.
 * If a process never ends, the file shows which test was running.
 */
import { appendFileSync } from 'node:fs';

/** After the last test, `after()` hooks close browsers and servers. Anything that is still open after this time was forgotten. */
const LEFT_OPEN_MS = 20_000;

export default async function* writeEvents(events) {
  const file = process.env.TEST_EVENTS;
  const write = (event) => file && appendFileSync(file, `${JSON.stringify(event)}\n`);
  let begun = 0;
  let ended = 0;
  let watch;
  const endIfOpen = () => {
    write({ type: 'left-open', resources: [...new Set(process.getActiveResourcesInfo())] });
    process.exit(1);
  };
  for await (const { type, data } of events) {
    if (type === 'test:enqueue') begun += 1;
    if (type === 'test:complete') ended += 1;
    clearTimeout(watch);
    if (begun > 0 && begun === ended) watch = setTimeout(endIfOpen, LEFT_OPEN_MS).unref();
    if (type === 'test:dequeue') write({ type: 'begin', name: data.name, nesting: data.nesting });
    // "test:pass" and "test:fail" keep the order of the file, so they wait while an earlier test hangs.
    if (type === 'test:complete') write({ type: 'end', ...result(data) });
  }
  clearTimeout(watch);
  yield '';
}

function result({ name, nesting, details, skip, todo }) {
  const isSuite = details.type === 'suite';
  const error = details.error?.cause ?? details.error;
  return {
    name,
    nesting,
    isSuite,
    hasPassed: details.passed,
    isLeftOut: skip !== undefined || todo !== undefined,
    ms: details.duration_ms,
    // A suite's own failures are only those in its hooks.
    isOwn: !isSuite || details.error?.failureType !== 'subtestsFailed',
    error: details.passed ? undefined : String(error?.stack ?? error),
  };
}

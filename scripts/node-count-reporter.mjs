/** A reporter for Node's test runner that prints how many tests passed and failed, and how they failed, as JSON. */
import { relative } from 'node:path';

export default async function* countNodeTests(events) {
  const counts = { passed: 0, failed: 0, failures: [] };
  for await (const { type, data } of events) {
    if (data?.details?.type === 'suite') continue;
    if (type === 'test:pass' && data.skip === undefined && data.todo === undefined) counts.passed += 1;
    if (type === 'test:fail') {
      counts.failed += 1;
      const error = data.details.error?.cause ?? data.details.error;
      counts.failures.push({ file: relative('', data.file ?? ''), name: data.name, error: String(error?.stack ?? error) });
    }
  }
  yield JSON.stringify(counts);
}

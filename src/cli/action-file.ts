/**
 * Returns the settings of an Action in the format of `a0deploy import --format=directory`. Its keyword replacement inserts the
 * values of secrets.
 */
export function actionFile({ name, code, secrets, trigger, version }: { name: string; code: string; secrets: string[]; trigger: string; version: string }): string {
  const settings = {
    name,
    code,
    runtime: 'node22',
    dependencies: [],
    secrets: secrets.map((secret) => ({ name: secret, value: `##${secret}##` })),
    supported_triggers: [{ id: trigger, version }],
    deployed: true,
    status: 'built',
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** The settings of an Action as `a0deploy import --format=directory` reads them. Values of secrets come from its keyword replacement. */
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

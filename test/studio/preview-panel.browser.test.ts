/// <reference types="mocha" />
import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define.ts';
import saas from '../../demo/plans/saas.json';
import { newDesign, type Moment } from '../../demo/studio/design.ts';
import type { ExplainedReport, PreviewReport, PreviewRequest } from '../../demo/studio/preview-messages.ts';
import { PreviewPanel } from '../../demo/studio/preview-panel.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';

describe('the panel in the preview', () => {
  const { view, moment } = newDesign(saas);
  const requestAt = (version: number, change: Partial<Moment>): PreviewRequest => ({
    type: 'show',
    run: 0,
    version,
    view,
    plan: saas as ProfilePlan,
    moment: { ...moment, ...change },
    properties: {},
  });

  it('tells of each moment what was found there, also when the next one is asked for meanwhile', async () => {
    const place = await fixture(html`<div></div>`);
    const reports: PreviewReport[] = [];
    const panel = new PreviewPanel(place as HTMLElement, () => undefined, (report) => reports.push(report));
    let next: Promise<void> | undefined;
    place.addEventListener('profile-changed', () => void (next ??= panel.start(requestAt(2, { origin: 'form' }))), { capture: true });
    void panel.start(requestAt(1, { origin: 'google' }));
    await new Promise((resolve) => place.addEventListener('asked', resolve, { capture: true, once: true }));
    await next;
    const sources = reports
      .filter((report): report is ExplainedReport => report.type === 'explained')
      .map(({ version, profile }) => ({ version, source: profile.first_name?.source }));
    expect(sources).to.deep.equal([
      { version: 1, source: 'idp' },
      { version: 2, source: 'user' },
    ]);
  });
});

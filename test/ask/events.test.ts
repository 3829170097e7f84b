import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { BeforeAskEvent, fail, FailureEvent, FieldsEvent, ProfileChangedEvent } from '../../src/ask/events.ts';

const kindOf = ({ type, bubbles, composed, cancelable }: Event) => ({ type, bubbles, composed, cancelable });

describe('an event', () => {
  it('leaves the element, and bubbles unless it is an error', () => {
    const common = { bubbles: true, composed: true, cancelable: false };
    assert.deepEqual(kindOf(new FieldsEvent('asked', [])), { ...common, type: 'asked' });
    assert.deepEqual(kindOf(new ProfileChangedEvent([])), { ...common, type: 'profile-changed' });
    assert.deepEqual(kindOf(new BeforeAskEvent([])), { ...common, type: 'before-ask', cancelable: true });
    assert.deepEqual(kindOf(new FailureEvent(new Error('no'))), { ...common, type: 'error', bubbles: false });
  });

  it('contains the names of fields, and of the circumstances those that there are', () => {
    assert.deepEqual(new BeforeAskEvent(['company']).detail, { names: ['company'], activity: undefined });
    const full = { activity: 'checkout', variants: { moment: 'late' }, planId: 'b2b' };
    assert.deepEqual(new BeforeAskEvent(['company'], full.activity, full.variants, full.planId).detail, { names: ['company'], ...full });
    assert.deepEqual(new FieldsEvent('saved', ['company']).detail, { names: ['company'] });
    assert.deepEqual(new FieldsEvent('asked', ['company'], { ...full, placement: undefined }).detail, { names: ['company'], ...full });
  });

  it('of a person who is new to the page says that all has changed', () => {
    assert.deepEqual(new ProfileChangedEvent(['company', 'role']).detail, { names: ['company', 'role'], changed: ['company', 'role'] });
    assert.deepEqual(new ProfileChangedEvent(['company', 'role'], ['role']).detail, { names: ['company', 'role'], changed: ['role'] });
  });

  it('tells a failure that the console shows, too', () => {
    const shown = mock.method(console, 'error', () => undefined);
    const host = new EventTarget();
    const error = new Error('no');
    const told: unknown[] = [];
    host.addEventListener('error', (event) => told.push((event as FailureEvent).error, (event as FailureEvent).detail));
    fail(host, error);
    assert.deepEqual(told, [error, { error }]);
    assert.deepEqual(shown.mock.calls.map((call) => call.arguments), [[error]]);
    shown.mock.restore();
  });
});

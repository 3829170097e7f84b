import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeError } from '../../src/ask/describe-error.ts';
import { loadWords } from '../../src/locales/index.ts';
import type { AnswerFault } from '../../src/plan/codec.ts';
import type { ProfileField } from '../../src/plan/plan.ts';

async function said(type: ProfileField['type'], fault: AnswerFault, language = 'de'): Promise<string> {
  return describeError(await loadWords(language), { name: 'x', label: 'X', type }, fault, language);
}

describe('what is wrong with an answer', () => {
  it('names numbers as the person writes them, and one as an example', async () => {
    assert.match(await said('number', { code: 'too-large', limit: 1234.5 }), /1\.?234,5/);
    assert.match(await said('number', { code: 'type' }), /4,5/);
    assert.match(await said('number', { code: 'type' }, 'en'), /4\.5/);
  });

  it('names days as the person writes them, and no way of writing for those that are chosen', async () => {
    const early = await said('date', { code: 'too-small', limit: '2026-05-01' });
    assert.match(early, /2026/);
    assert.doesNotMatch(early, /2026-05-01/);
    assert.equal(await said('date', { code: 'type' }), (await loadWords('de')).type);
    assert.equal(await said('date', { code: 'required' }), (await loadWords('de')).required);
  });

  it('counts characters', async () => {
    assert.match(await said('text', { code: 'too-short', limit: 2 }), /2 Zeichen/);
  });
});

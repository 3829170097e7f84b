import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countriesIn } from '../../src/ask/countries.ts';

describe('the choices of a country', () => {
  it('are named in the language, and made once for it', () => {
    const german = countriesIn('de');
    assert.ok(german.some(({ value, label }) => value === 'FR' && label === 'Frankreich'), 'expected France in German');
    assert.ok(countriesIn('en').some(({ label }) => label === 'France'), 'expected France in English');
    assert.equal(countriesIn('de'), german);
  });
});

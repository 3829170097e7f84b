import assert from 'node:assert/strict';
import { beforeEach, describe, it, mock } from 'node:test';
import type { FailureEvent } from '../../src/ask/events.ts';
import { knownAnswers, OpenAsk } from '../../src/ask/open-ask.ts';
import type { Person } from '../../src/person/person.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { openPerson } from '../person/open-person.ts';
import { PretendStore } from '../person/pretend-store.ts';

const THANKS_MS = 20_000;
const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company' },
    { name: 'seats', label: 'Seats', thanks: 'Noted' },
    { name: 'team', label: 'Team' },
  ],
};
const fieldsOf = (...names: string[]) => plan.fields.filter(({ name }) => names.includes(name)) as ConstructorParameters<typeof OpenAsk>[1];

class Host extends EventTarget {
  isUsed = false;
  readonly errors: string[] = [];

  constructor() {
    super();
    this.addEventListener('error', (event) => this.errors.push((event as FailureEvent).error.message));
  }

  requestUpdate(): void {
    // Nothing is drawn.
  }

  isBeingUsed(): boolean {
    return this.isUsed;
  }
}

let people = 0;
let sub: string;

/** An ask on a page of this person. */
async function open(...names: string[]) {
  const host = new Host();
  const told: string[] = [];
  const clock = { now: () => new Date() };
  const client = { user: { sub }, clientId: 'app', store: new PretendStore(), plan, now: () => clock.now(), handleSaved: () => undefined, handleFailure: () => undefined };
  const person: Person = await openPerson(client);
  const ask = new OpenAsk(
    {
      host,
      person,
      plan,
      profile: () => person.profile(undefined),
      now: () => clock.now(),
      handleProfile: () => told.push('profile'),
      activity: undefined,
      names,
      settle: (answers) => told.push(JSON.stringify(answers)),
      handleEnd: () => told.push('end'),
    },
    fieldsOf(...names),
  );
  return { ask, host, told, person, clock };
}

const broken = (): never => {
  throw new Error('no clock');
};

describe('an ask on the screen', () => {
  beforeEach(() => {
    sub = `auth0|open-${++people}`;
    mock.reset();
  });

  it('stays small on the next page, if it asks the same', async () => {
    const { ask, person } = await open('company', 'seats');
    ask.resize(true);
    assert.deepEqual([ask.isSmall, person.openAsks.find(plan)], [false, undefined]);
    person.openAsks.keep(plan, { names: ['company', 'seats'] });
    assert.equal(ask.isSmall, false);
    ask.resize(true);
    assert.deepEqual([ask.isSmall, person.openAsks.find(plan)], [true, { names: ['company', 'seats'], isSmall: true }]);
    assert.deepEqual([(await open('company', 'seats')).ask.isSmall, (await open('seats', 'team')).ask.isSmall], [true, false]);
    ask.resize(false);
    assert.equal(ask.isSmall, false);
    ask.resize(true);
    ask.end();
    assert.equal(ask.isSmall, false);
  });

  it('thanks for twenty seconds, and as long again while the person is there', async () => {
    const { ask, host, told } = await open('company');
    mock.timers.enable({ apis: ['setTimeout'] });
    ask.answer({ company: 'ACME' });
    // The button was pressed twice.
    ask.answer({ company: 'ACME Ltd' });
    assert.deepEqual(told, ['profile', '{"company":"ACME"}']);
    mock.timers.tick(THANKS_MS - 1);
    assert.equal(ask.current?.phase, 'thanks');
    host.isUsed = true;
    mock.timers.tick(1);
    assert.equal(ask.current?.phase, 'thanks');
    host.isUsed = false;
    mock.timers.tick(THANKS_MS);
    assert.deepEqual([ask.current, told.at(-1)], [undefined, 'end']);
  });

  it('thanks as long for an answer that was taken back and given again', async () => {
    const { ask } = await open('company');
    mock.timers.enable({ apis: ['setTimeout'] });
    ask.answer({ company: 'ACME' });
    mock.timers.tick(THANKS_MS - 1000);
    ask.undo();
    assert.deepEqual([ask.current?.phase, ask.current?.values], ['asking', { company: 'ACME' }]);
    ask.answer({ company: 'ACME' });
    mock.timers.tick(THANKS_MS - 1000);
    assert.equal(ask.current?.phase, 'thanks');
    ask.end();
  });

  it('thanks in the words of a question that has some', async () => {
    const { ask } = await open('company', 'seats');
    ask.answer({ company: 'ACME', seats: '3' });
    assert.equal(ask.current?.thanks, 'Noted');
    ask.undo();
    ask.answer({ company: 'ACME' });
    assert.equal(ask.current.thanks, undefined);
    ask.end();
  });

  it('keeps what is typed into its questions, has what sends it loaded meanwhile, and takes back nothing that was not given', async () => {
    const { ask, host, person } = await open('company');
    ask.undo();
    ask.draft('team', 'Ops');
    assert.deepEqual(person.openAsks.drafts, {});
    ask.draft('company', 'AC');
    assert.deepEqual(person.openAsks.drafts, { company: 'AC' });
    ask.end();
    ask.draft('company', 'ACME');
    ask.follow({ company: 'ACME' });
    ask.undo();
    assert.deepEqual([person.openAsks.drafts, host.errors], [{ company: 'AC' }, []]);
    person.close();
  });

  it('says when an answer cannot be written down, or cannot be taken back, and why', async () => {
    mock.method(console, 'error', () => undefined);
    const { ask, host, clock } = await open('company');
    const { now } = clock;
    clock.now = broken;
    ask.answer({ company: 'ACME' });
    assert.deepEqual([ask.current?.phase, ask.current?.notice], ['asking', 'failed']);
    clock.now = now;
    ask.answer({ company: 'ACME' });
    clock.now = broken;
    ask.undo();
    assert.deepEqual([ask.current?.phase, ask.current?.notice, host.errors], ['thanks', 'failed', ['no clock', 'no clock']]);
    clock.now = now;
    ask.undo();
    assert.equal(ask.current?.phase, 'asking');
    ask.end();
  });

  it('takes no answer of a person who has signed out', async () => {
    const { ask, told, person } = await open('company');
    person.forget();
    ask.answer({ company: 'ACME' });
    assert.deepEqual([ask.current?.phase, told], ['asking', []]);
    person.close();
  });
});

describe('the answers that a page gets', () => {
  it('are those that are known, by names of fields and not by what every object has', () => {
    assert.deepEqual(knownAnswers({ company: { value: 'ACME' }, seats: undefined }, ['company', 'seats', 'toString']), { company: 'ACME' });
    assert.equal(knownAnswers({ seats: undefined }, ['seats', 'constructor']), null);
  });
});

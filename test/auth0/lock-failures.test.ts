/** Which failed logins are told, with which error. The form is played here; the journeys show it with the real Lock. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { markLoginErrors, watchLoginFailures } from '../../src/auth0/lock-failures.ts';
import { FakeLock } from './fake-lock.ts';

/** Lock's form: a message of the given code, or none. */
class FakeForm {
  /** `undefined`: no message; `null`: a message without a code. */
  code: string | null | undefined;
  observers = new Set<() => void>();

  querySelector(selector: string): unknown {
    assert.equal(selector, '.auth0-global-message-error');
    const { code } = this;
    if (code === undefined) return null;
    const marked = (asked: string) => (asked === '[data-code]' && code !== null ? { dataset: { code } } : null);
    return { querySelector: marked };
  }

  /** Lock renders, with this message. */
  render(code?: string | null): void {
    this.code = code;
    for (const observer of this.observers) observer();
  }
}

let lock: FakeLock;
let form: FakeForm;
let failures: unknown[][];
let stop: () => void;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  class MutationObserver {
    #form: FakeForm | undefined;
    constructor(readonly handle: () => void) {}
    observe(target: FakeForm, options: object): void {
      assert.deepEqual(options, { subtree: true, childList: true });
      this.#form = target;
      target.observers.add(this.handle);
    }
    disconnect(): void {
      this.#form?.observers.delete(this.handle);
    }
  }
  Object.assign(globalThis, { MutationObserver });
  lock = new FakeLock();
  form = new FakeForm();
  watch(form);
});
afterEach(() => {
  mock.timers.reset();
  Reflect.deleteProperty(globalThis, 'MutationObserver');
});

function watch(container: FakeForm | null): void {
  failures = [];
  stop = watchLoginFailures(lock, container as unknown as HTMLElement | null, (...failure) => void failures.push(failure));
}

describe('a login that fails in Lock’s form', () => {
  it('is told with Lock’s event', () => {
    const error = { code: 'too_many_attempts' };
    lock.emit('signin submit');
    lock.emit('authorization_error', error);
    assert.deepEqual(failures, [[error, false]]);
  });

  for (const event of ['signin submit', 'vcode submit']) {
    it(`is told after "${event}" with the code in Lock’s message, 100 ms later`, () => {
      lock.emit(event);
      form.render('lock.network');
      mock.timers.tick(99);
      assert.deepEqual(failures, []);
      mock.timers.tick(1);
      assert.deepEqual(failures, [[{ error: 'lock.network' }, false]]);
    });
  }

  it('is told once, with Lock’s event, if that comes after the message', () => {
    const error = { code: 'unauthorized' };
    lock.emit('signin submit');
    form.render('lock.unauthorized');
    lock.emit('authorization_error', error);
    mock.timers.tick(1000);
    assert.deepEqual(failures, [[error, false]]);
  });

  it('is told once, however often Lock renders its message', () => {
    lock.emit('signin submit');
    for (let time = 0; time < 5; time += 1) {
      form.render('lock.network');
      mock.timers.tick(60);
    }
    assert.equal(failures.length, 1);
  });

  it('is told with the code that the message has in the end', () => {
    lock.emit('signin submit');
    form.render('lock.network');
    form.render('too_many_attempts');
    mock.timers.tick(100);
    assert.deepEqual(failures, [[{ error: 'too_many_attempts' }, false]]);
  });

  for (const [what, code] of [['without a code', null], ['for everything that Lock has no words for', 'lock.fallback']] as const) {
    it(`is told without an error, if the message is one ${what}`, () => {
      lock.emit('signin submit');
      form.render(code);
      mock.timers.tick(100);
      assert.deepEqual(failures, [[undefined, false]]);
    });
  }

  it('is told as one after a sign-up, and the next one is not', () => {
    lock.emit('signup submit');
    lock.emit('signup success');
    form.render(null);
    mock.timers.tick(100);
    lock.emit('signin submit');
    form.render(null);
    mock.timers.tick(100);
    assert.deepEqual(failures, [[undefined, true], [undefined, false]]);
  });

  it('is told each time', () => {
    for (const code of ['lock.network', 'lock.network']) {
      lock.emit('signin submit');
      form.render(code);
      mock.timers.tick(100);
    }
    assert.equal(failures.length, 2);
  });
});

describe('no failed login', () => {
  it('is a form without a message', () => {
    lock.emit('signin submit');
    form.render();
    mock.timers.tick(1000);
    assert.deepEqual(failures, []);
  });

  it('is a message before anything was submitted', () => {
    form.render('lock.network');
    mock.timers.tick(1000);
    assert.deepEqual(failures, []);
  });

  it('is the message of the login before, when the next is submitted at once', () => {
    form.render('lock.network');
    mock.timers.tick(50);
    lock.emit('signin submit');
    mock.timers.tick(1000);
    assert.deepEqual(failures, []);
  });

  it('is a message after a login that worked', () => {
    lock.emit('signin submit');
    lock.emit('authenticated');
    form.render('lock.network');
    mock.timers.tick(1000);
    assert.deepEqual(failures, []);
  });

  it('is told after the watching has ended, also if its message was there before', () => {
    lock.emit('signin submit');
    stop();
    form.render('lock.network');
    assert.equal(form.observers.size, 0);
    watch(form);
    lock.emit('signin submit');
    form.render('lock.network');
    form.render('lock.network');
    stop();
    mock.timers.tick(1000);
    assert.deepEqual(failures, []);
  });
});

describe('the watching', () => {
  it('does without a container', () => {
    lock = new FakeLock();
    watch(null);
    lock.emit('signin submit');
    lock.emit('authorization_error', { code: 'unauthorized' });
    assert.equal(failures.length, 1);
  });

  it('asks a Lock of the page’s own only for events that it knows, and one that does not tell them for all', () => {
    lock = new FakeLock();
    lock.validEvents = ['signin submit', 'authenticated', 'authorization_error'];
    watch(form);
    lock.emit('signin submit');
    form.render('lock.network');
    mock.timers.tick(100);
    assert.equal(failures.length, 1);
    lock = new FakeLock();
    lock.validEvents = undefined;
    watch(form);
    lock.emit('vcode submit');
    form.render('lock.network');
    mock.timers.tick(100);
    assert.equal(failures.length, 1);
  });
});

it('Lock’s sentences are marked with their codes', () => {
  assert.deepEqual(markLoginErrors({ 'lock.network': 'No network.', number: 7 }), {
    'lock.network': '<span data-code="lock.network">No network.</span>',
    number: '<span data-code="number">7</span>',
  });
});

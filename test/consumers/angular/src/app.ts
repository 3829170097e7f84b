import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import type { FieldsEvent, SignedInEvent } from 'progressive-lock';
import 'progressive-lock/define';
import { plan, tenant } from './plan';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <p>Hello, {{ email() }}</p>
    <button data-tell-us-more="checkout">Pay</button>
    <p>Saved: {{ saved().join() }}</p>
    <progressive-lock
      client-id="consumer"
      [domain]="tenant"
      [plan]="plan"
      [lockOptions]="lockOptions"
      (signed-in)="handleSignedIn($event)"
      (saved)="handleSaved($event)"
    ></progressive-lock>
  `,
})
export class App {
  readonly plan = plan;
  readonly tenant = tenant;
  readonly lockOptions = { auth: { redirect: false } };
  readonly email = signal('');
  readonly saved = signal<string[]>([]);

  handleSignedIn({ detail }: SignedInEvent): void {
    this.email.set(String(detail.user['email']));
  }

  handleSaved({ detail }: FieldsEvent): void {
    this.saved.set(detail.names);
  }
}

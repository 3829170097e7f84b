import { Component, CUSTOM_ELEMENTS_SCHEMA, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { AuthService, provideAuth0 } from '@auth0/auth0-angular';
import { managementStore, type FieldsEvent, type TellUsMoreElement } from 'progressive-lock';
import 'progressive-lock/tell-us-more';
import { firstValueFrom } from 'rxjs';
import { plan, tenant } from './plan';

export const auth0 = provideAuth0({
  domain: tenant,
  clientId: 'consumer',
  authorizationParams: {
    redirect_uri: location.origin + location.pathname,
    audience: `${tenant}/api/v2/`,
    scope: 'openid profile email read:current_user update:current_user_metadata',
  },
});

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @if (user(); as claims) {
      <p>Hello, {{ claims.email }}</p>
      <button data-tell-us-more="checkout">Pay</button>
      <button (click)="signOut(questions)">Sign out</button>
      <p>Known: {{ known().join() }}</p>
      <p>Saved: {{ saved().join() }}</p>
      <tell-us-more
        #questions
        client-id="consumer"
        [plan]="plan"
        [user]="claims"
        [store]="store"
        (profile-changed)="showProfile(questions)"
        (saved)="handleSaved($event)"
      ></tell-us-more>
    } @else if (!isLoading()) {
      <button (click)="signIn()">Sign in</button>
    }
  `,
})
export class SdkApp {
  readonly #auth = inject(AuthService);
  readonly user = toSignal(this.#auth.user$);
  readonly isLoading = toSignal(this.#auth.isLoading$, { initialValue: true });
  readonly known = signal<string[]>([]);
  readonly saved = signal<string[]>([]);
  readonly plan = plan;
  readonly store = managementStore({
    domain: tenant,
    getToken: ({ audience, scope, fresh }) =>
      firstValueFrom(this.#auth.getAccessTokenSilently({ authorizationParams: { audience, scope }, cacheMode: fresh ? 'off' : 'on' })),
  });

  signIn(): void {
    this.#auth.loginWithRedirect();
  }

  async signOut(questions: TellUsMoreElement): Promise<void> {
    await questions.forget();
    this.#auth.logout({ logoutParams: { returnTo: location.origin + location.pathname } });
  }

  showProfile(questions: TellUsMoreElement): void {
    this.known.set(Object.keys(questions.profile).sort());
  }

  handleSaved({ detail }: FieldsEvent): void {
    this.saved.set(detail.names);
  }
}

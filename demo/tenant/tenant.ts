/** Where the local tenant was before `progressive-lock dev` brought it along: for programs that start it from here. */
export * from '../../src/tenant/tenant.ts';

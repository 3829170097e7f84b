import { env } from '$env/dynamic/private';

export const load = () => ({ tenant: env.TENANT });

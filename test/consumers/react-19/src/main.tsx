import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const tenant = document.querySelector<HTMLMetaElement>('meta[name=tenant]')!.content;
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <App tenant={tenant} />
  </StrictMode>,
);

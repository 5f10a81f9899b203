import '@mantine/core/styles.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { start } from './i18n';

// A library that writes styles of its own (it holds the page still under a dialog) looks here.
Object.assign(globalThis, {
  __webpack_nonce__: document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content,
});

await start();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);

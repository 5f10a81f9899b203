import '@mantine/core/styles.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { start } from './i18n';

await start();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);

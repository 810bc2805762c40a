import './styles/fonts.ts';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { profileOf } from './app/routes.ts';
import { browserBridge } from './bridge/browser.ts';
import { electronBridge } from './bridge/electron.ts';
import { applyTheme } from './styles/theme.ts';

applyTheme();
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root');
const bridge = window.copydesk ? electronBridge(window.copydesk) : browserBridge(profileOf(location.pathname));
createRoot(root).render(
  <StrictMode>
    <App bridge={bridge} />
  </StrictMode>,
);

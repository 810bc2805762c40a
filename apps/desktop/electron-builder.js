import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/** Before signing: what the binary may do besides being Copydesk. */
async function setFuses({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  const binary = {
    darwin: `${name}.app/Contents/MacOS/${name}`,
    win32: `${name}.exe`,
    linux: packager.executableName,
  }[electronPlatformName];
  if (binary === undefined) throw new Error(`no fuses known for ${electronPlatformName}`);
  await flipFuses(`${appOutDir}/${binary}`, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    // There is no integrity check of the archive on Linux.
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: electronPlatformName !== 'linux',
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
}

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'test.copydesk.desktop',
  productName: 'Copydesk',
  directories: { output: fileURLToPath(new URL('dist', import.meta.url)) },
  // Packages want a name without a scope and a home page; a newsroom that ships its own puts its address here.
  extraMetadata: {
    name: 'copydesk',
    description: 'A newsroom desktop editor: several people draft, translate and approve one article together, live.',
    homepage: 'https://copydesk.test',
    author: 'Copydesk',
  },
  files: [
    'out/**',
    '!out/.copydesk-built',
    'package.json',
    // What only compiling the native module would need.
    '!node_modules/better-sqlite3/{deps,src}/**',
    '!node_modules/node-addon-api/**',
  ],
  asar: true,
  asarUnpack: ['**/*.node'],
  // The native module is Node-API: one file for Node and Electron.
  npmRebuild: false,
  afterPack: setFuses,
  linux: { target: ['AppImage', 'deb'], category: 'Office', maintainer: 'Copydesk', executableName: 'copydesk' },
  mac: { target: ['dmg', 'zip'], category: 'public.app-category.productivity', hardenedRuntime: true },
  win: { target: ['nsis'] },
};

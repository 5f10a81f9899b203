// What every page needs comes in three files, not in sixty: packed together it is a tenth smaller.
// Libraries change seldom, so that a browser keeps them when the screens are renewed.
const libraries = [
  'react',
  'react-dom',
  'scheduler',
  'use-sync-external-store',
  'clsx',
  'i18next',
  'react-i18next',
  'intl-messageformat',
  '@formatjs',
  '@tanstack',
  'openapi-fetch',
];
/// Of Mantine, whose other parts come with the pages that use them.
const parts = [
  'ActionIcon',
  'Alert',
  'Avatar',
  'Badge',
  'Burger',
  'Button',
  'Center',
  'CloseButton',
  'Group',
  'Loader',
  'Stack',
  'Text',
  'Title',
  'Transition',
  'UnstyledButton',
  'VisuallyHidden',
];
/// Of the screens: what stands on every page, and what an agent's daily pages are made of.
const ours = [
  'api/',
  'i18n/',
  'main',
  'app/(App|LiveSign|NothingHere|Root|UserButton)',
  'app/[a-z]', // all that draws nothing by itself
  'ui/(Empty|Failure|Heading|Later|Loading|RowLink|TimeLeft)',
  'ui/(enums|notify|useRows)',
  'modules/[a-z_]+/page\\.ts',
];

const oneOf = (all: string[]) => `(${all.join('|')})`;

export const first = {
  groups: [
    { name: 'libraries', test: new RegExp(`/node_modules/${oneOf(libraries)}/`), priority: 3 },
    {
      name: 'parts',
      test: new RegExp(`/@mantine/core/esm/(core|components/${oneOf(parts)})/`),
      priority: 2,
    },
    { name: 'house', test: new RegExp(`/web/src/${oneOf(ours)}`), priority: 1 },
  ],
};

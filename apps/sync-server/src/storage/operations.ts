import { defineOperations, documentOperations } from '@copydesk/shared/node';
import { partsOf } from '@copydesk/shared/sync';
import { articleOperations } from './articles.ts';
import { auditOperations } from './audit.ts';
import { changeOperations, noteChange } from './changes.ts';
import { deskWorkOperations } from './desk-work.ts';
import { editionOperations } from './editions.ts';
import { engineUseOperations } from './engine-use.ts';
import { evidenceOperations, putConfirmations, Witnessed } from './evidence.ts';
import { followedOperations } from './followed.ts';
import { glossaryOperations } from './glossary.ts';
import { growthOperations } from './growth.ts';
import { healthOperations } from './health.ts';
import { memoryOperations } from './memory.ts';
import { peopleOperations } from './people.ts';
import { presenceClockOperations } from './presence-clock.ts';
import { sessionOperations } from './sessions.ts';
import { snapshotOperations } from './snapshot.ts';
import { transitionOperations } from './transitions.ts';

const Confirmations = Witnessed.array();

/** All that the server's store worker can do. Each runs whole or not at all. */
export const operations = defineOperations({
  ...documentOperations({
    onAppend(db, document, rows) {
      const confirmations = rows.flatMap(({ witnessed }) =>
        witnessed === null || witnessed === undefined ? [] : Confirmations.parse(witnessed),
      );
      if (confirmations.length === 0) return;
      const { articleId, language } = partsOf(document);
      putConfirmations(db, { articleId, language }, confirmations);
      noteChange(db, { kind: 'edition', articleId, language });
    },
  }),
  ...articleOperations,
  ...auditOperations,
  ...changeOperations,
  ...deskWorkOperations,
  ...editionOperations,
  ...evidenceOperations,
  ...engineUseOperations,
  ...followedOperations,
  ...glossaryOperations,
  ...growthOperations,
  ...healthOperations,
  ...memoryOperations,
  ...peopleOperations,
  ...presenceClockOperations,
  ...sessionOperations,
  ...snapshotOperations,
  ...transitionOperations,
});

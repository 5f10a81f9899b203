import { BaseSequencer, type TestSpecification } from 'vitest/node';

// These look at each page of the program; the others take about as long as they are long to read.
const looks = /\/(settings|everyone)\.e2e\.ts$/;

/// The longest files of tests begin, so that at the end no worker waits for another.
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files);
    const isLook = (file: TestSpecification) => looks.test(file.moduleId);
    return [...sorted.filter(isLook), ...sorted.filter(file => !isLook(file))];
  }
}

/** The lab in a real browser: one for all tests. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { LabServer } from "../../src/cli/commands/lab/server.js";
import { ablationsTests } from "./ablationsView.js";
import { addressTests } from "./addresses.js";
import { cannotTrainTests } from "./cannotTrain.js";
import { launchBrowser } from "./chromium.js";
import { cornersTests } from "./cornersView.js";
import { dataTests } from "./dataView.js";
import { DEPTH_HASH, depthTests } from "./depthView.js";
import { everyoneTests, type Scene } from "./everyone.js";
import { firstViewTests } from "./firstView.js";
import { homeTests } from "./homeView.js";
import { IMAGES_HASH, imagesTests } from "./imagesView.js";
import { at, openLab, serve, trained, type Visit } from "./openLab.js";
import { plantLive, plantRuns } from "./plantedRuns.js";
import { restartTests } from "./restarts.js";
import { runsTests } from "./runsView.js";
import { MEMORY_HASH, SEQUENCES_HASH, sequencesTests } from "./sequencesView.js";
import { spaceHash, spaceTests } from "./spaceView.js";
import { storiesTests } from "./storiesView.js";

const { browser, reason } = await launchBrowser();
if (browser === undefined) console.log(`skipped: the tests of the lab, ${reason}`);

const SCENES: readonly Scene[] = [
  {
    name: "Start",
    hash: "#home",
    async act(page) {
      await page.locator('[data-test="growth-said"]', { hasText: "Update" }).waitFor();
      await at(page, "corner-said").waitFor();
      await at(page, "motion").click();
    },
  },
  {
    name: "Corners",
    hash: "#corners?v=1&corners=0.6,0,0,0&side=7&updates=20",
    async act(page) {
      await at(page, "play").click();
      await trained(page);
    },
  },
  {
    name: "Ablations",
    hash: "#ablations?v=1&code=12&samples=500&updates=20&evaluationSamples=300&pin=1",
    async act(page) {
      await at(page, "information").waitFor();
      await at(page, "play").click();
      await trained(page);
      await at(page, "card-1").waitFor();
    },
  },
  {
    name: "Depth",
    hash: `${DEPTH_HASH}&pin=1`,
    async act(page) {
      await at(page, "card-1").waitFor();
    },
  },
  {
    name: "Your data",
    hash: "#data",
    async act(page) {
      await at(page, "example").click();
      await at(page, "predict").click();
      await at(page, "statement").waitFor();
    },
  },
  {
    name: "Runs",
    hash: "#runs?v=1&with=planted-two",
    async act(page) {
      await at(page, "differences").waitFor();
    },
  },
  {
    name: "Space",
    hash: spaceHash(),
    async act(page) {
      await at(page, "maps").waitFor();
      await at(page, "play").click();
      await trained(page);
      await at(page, "mir").waitFor();
    },
  },
  {
    name: "Images",
    hash: "#images?v=1&latents=0,1,0,1,0,1,1,0,1,0&pin=2",
    async act(page) {
      await at(page, "mig").waitFor();
    },
  },
  {
    name: "Images, trained here",
    hash: `${IMAGES_HASH}&experiment=fig13`,
    async act(page) {
      await at(page, "mig").waitFor();
      await at(page, "step").click();
      await page.getByText("update 1 of").waitFor();
    },
  },
  {
    name: "Sequences, rhythms",
    hash: SEQUENCES_HASH,
    async act(page) {
      await at(page, "saving-7-8").filter({ hasText: /^0$/ }).waitFor();
      await at(page, "share").waitFor();
    },
  },
  {
    name: "Sequences, places",
    hash: MEMORY_HASH,
    async act(page) {
      await at(page, "angle").waitFor();
      await at(page, "trained-maps").waitFor();
    },
  },
  {
    name: "Stories",
    hash: "#stories",
    async act(page) {
      await at(page, "story-pure").waitFor();
    },
  },
  {
    name: "A story's figure",
    hash: "#stories?v=1&picture=fig2-mir&story=pure.6",
    async act(page) {
      await at(page, "picture").waitFor();
      await at(page, "story-text").waitFor();
    },
  },
];

describe.skipIf(browser === undefined)("the lab", () => {
  let server: LabServer;
  const live = plantLive();
  const running = browser as Browser;

  beforeAll(async () => {
    server = await serve([...plantRuns(), live]);
  });
  afterAll(async () => {
    await running.close();
    await server.close();
  });

  const visit: Visit = async (hash, act, options = {}) => {
    const { page, problems } = await openLab(running, server, hash, options);
    try {
      await page.locator("main[data-ready]").waitFor();
      await act(page);
      expect(problems).toEqual([]);
    } finally {
      await page.context().close();
    }
  };

  firstViewTests(visit);
  homeTests(visit);
  cornersTests(visit);
  ablationsTests(visit);
  depthTests(visit);
  dataTests(visit);
  runsTests(visit, live);
  spaceTests(visit);
  imagesTests(visit);
  sequencesTests(visit);
  storiesTests(visit);
  restartTests(visit);
  addressTests(visit);
  cannotTrainTests(visit);
  everyoneTests(visit, SCENES);
});

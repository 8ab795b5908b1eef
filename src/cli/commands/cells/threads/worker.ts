/** A thread that tests cells, or maps, of one analysis. */
import { workerData } from "node:worker_threads";
import { answerTasks } from "../../../threads/answering.js";
import { cellRunner, type Job, mapRunner } from "./tasks.js";

const job: Job = workerData;
if (job.kind === "sessions") answerTasks(cellRunner(job));
else answerTasks(mapRunner(job));

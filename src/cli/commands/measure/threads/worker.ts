/** A thread that carries out the tasks of one measurement. */
import { workerData } from "node:worker_threads";
import { answerTasks } from "../../../threads/answering.js";
import { type Job, taskRunner } from "./tasks.js";

const job: Job = workerData;
answerTasks(taskRunner(job));

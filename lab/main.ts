/** Starts the page. */
import { mount } from "svelte";
import App from "./App.svelte";
import "./style.css";

const target = document.getElementById("lab");
if (target === null) throw new Error("the page has no place for the lab");
target.replaceChildren();
mount(App, { target });

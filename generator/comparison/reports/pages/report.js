"use strict";
for (const slide of document.querySelectorAll("input[type=range]")) {
  const frame = slide.parentElement.querySelector(".frame");
  const cut = () => frame.style.setProperty("--cut", `${slide.value}%`);
  slide.addEventListener("input", cut);
  cut();
}
for (const command of document.querySelectorAll(".command")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => {
    getSelection().selectAllChildren(command.firstElementChild);
    button.textContent = document.execCommand("copy") ? "Copied" : "Selected";
  });
  command.append(button);
}

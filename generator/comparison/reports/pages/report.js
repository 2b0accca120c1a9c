"use strict";
for (const slide of document.querySelectorAll("input[type=range]")) {
  const frame = slide.parentElement.querySelector(".frame");
  const cut = () => frame.style.setProperty("--cut", `${slide.value}%`);
  slide.addEventListener("input", cut);
  cut();
}

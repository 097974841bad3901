// Sends of a filter form only what is asked. Without this script the portal itself leads
// from the long address to the short one.
document.querySelectorAll("form.filters").forEach((form) => {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (!value.trim()) formData.delete(name);
    }
  });
});

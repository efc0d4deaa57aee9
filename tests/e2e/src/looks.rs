//! One screen in all the ways in which people may have it: light and dark, wide and narrow, French and English.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use mainforte_tests::city::until;

use crate::desk::Desk;
use crate::screen::Screen;

/// The window as it opens, in pixels.
const USUAL: (u32, u32) = (1280, 800);
/// A narrow one, as when two programs share the screen or the page is enlarged.
const NARROW: u32 = 560;
/// A page on which so many steps do not lead to a control is not one for the keyboard.
const STEPS: usize = 60;

impl Desk {
    /// Takes a picture in the light, in the dark, and in a narrow window.
    pub async fn looks(&self, screen: &Screen, name: &str) -> Result<()> {
        self.resize(USUAL.0, USUAL.1).await?;
        self.in_both_lights(screen, name).await?;
        self.resize(NARROW, USUAL.1).await?;
        self.fits(name).await?;
        self.picture(screen, &format!("{name}-narrow")).await?;
        self.resize(USUAL.0, USUAL.1).await
    }

    /// Takes a picture in the light and one in the dark.
    pub async fn in_both_lights(&self, screen: &Screen, name: &str) -> Result<()> {
        for (theme, picture) in [("dark", format!("{name}-dark")), ("light", name.to_owned())] {
            self.dress(theme).await?;
            self.picture(screen, &picture).await?;
        }
        Ok(())
    }

    /// Has the window speak French or English from now on, as the settings keep it, and shows the page anew.
    pub async fn speak(&self, language: &str) -> Result<()> {
        let keep = format!("localStorage.setItem('mainforte-lang', '{language}')");
        self.run(&keep).await?;
        self.reload().await
    }

    /// Goes with the Tab key to an element, as whoever has no mouse does.
    pub async fn tab_to(&self, name: &str) -> Result<()> {
        for _ in 0..STEPS {
            if self.focused().await?.as_deref() == Some(name) {
                return Ok(());
            }
            self.press(Key::Tab).await?;
        }
        anyhow::bail!("the Tab key does not lead to {name:?}")
    }

    /// Whether what has the focus is drawn with a ring.
    pub async fn rings(&self) -> Result<bool> {
        let asked = "return getComputedStyle(document.activeElement).outlineStyle !== 'none'";
        Ok(self.run(asked).await?.as_bool() == Some(true))
    }

    /// Makes the window narrow.
    pub async fn narrow(&self) -> Result<()> {
        self.resize(NARROW, USUAL.1).await?;
        self.narrowed().await
    }

    /// Waits until an element can be seen, whole, without scrolling.
    pub async fn in_sight(&self, name: &str) -> Result<()> {
        let asked = IN_SIGHT.replace("NAME", name);
        until(&format!("{name} is in sight"), 10, async || Ok(self.run(&asked).await?.as_bool() == Some(true))).await
    }

    /// Fails when something stands out of the window at its side, where nobody could scroll to it.
    async fn fits(&self, name: &str) -> Result<()> {
        self.narrowed().await?;
        let beyond = self.run(BEYOND).await?;
        let beyond = beyond.as_array().context("a list of elements")?;
        ensure!(beyond.is_empty(), "{name}: beyond the edge of a narrow window: {beyond:?}");
        Ok(())
    }

    /// The window's new width reaches the page a little later.
    async fn narrowed(&self) -> Result<()> {
        until("the page is as narrow as its window", 10, async || {
            let asked =
                format!("return matchMedia('(width <= {NARROW}px)').matches && document.body.clientWidth <= {NARROW}");
            Ok(self.run(&asked).await?.as_bool() == Some(true))
        })
        .await?;
        // Asked for a frame, the page lays itself out anew before the frame after it.
        self.drawn().await
    }
}

/// The words of buttons and fields that are cut by the edge of the window or of the dialog around them.
const BEYOND: &str = "
    const beyond = [];
    const front = document.querySelector('dialog[open]') ?? document;
    for (const element of front.querySelectorAll('button, input, select, textarea, a[href]')) {
        const box = element.getBoundingClientRect();
        const frame = (element.closest('dialog') ?? document.documentElement).getBoundingClientRect();
        if (box.width > 1 && element.checkVisibility() && !element.classList.contains('skip')
            && !element.closest('.toasts') && (box.right > frame.right + 1 || box.left < frame.left - 1)) {
            beyond.push(element.textContent || element.id);
        }
    }
    const page = document.querySelector('.page-body');
    if (page && page.scrollWidth > page.clientWidth + 1) {
        beyond.push('the page, which scrolls sideways');
    }
    return beyond;";

/// Whether what is drawn at the corners of an element is the element.
const IN_SIGHT: &str = "
    const element = document.querySelector('[data-test=\"NAME\"]');
    const box = element?.getBoundingClientRect();
    const drawn = (x, y) => element.contains(document.elementFromPoint(x, y));
    return !!box && drawn(box.left + 8, box.top + 2) && drawn(box.left + 8, box.bottom - 2);";

use mainforte_api::Topic;

/// How often each topic has changed since the window opened: what a page shows is fresh while the counts stay the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    counts: [u32; Topic::ALL.len()],
}

impl News {
    /// Notes that something about these topics changed.
    pub fn with(mut self, topics: &[Topic]) -> Self {
        for (count, topic) in self.counts.iter_mut().zip(Topic::ALL) {
            *count += u32::from(topics.contains(&topic));
        }
        self
    }

    /// A number that differs after every change of any of these topics.
    pub fn about(&self, topics: &[Topic]) -> u32 {
        self.counts.iter().zip(Topic::ALL).filter(|(_, topic)| topics.contains(topic)).map(|(count, _)| count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_topics_asked_for_count() {
        let news = News::default().with(&[Topic::People, Topic::Board]).with(&[Topic::People]);
        assert_eq!(news.about(&[Topic::People]), 2);
        assert_eq!(news.about(&[Topic::People, Topic::Board]), 3);
        assert_eq!(news.about(&[Topic::Settle]), 0);
    }
}

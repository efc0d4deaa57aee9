use serde::Serialize;

/// What came out, for one number of documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// People in the city's pool.
    pub documents: usize,
    /// A new laptop of the city gets all of them.
    pub clone: Exchange,
    /// It was away, and nothing happened.
    pub reconnect: Exchange,
    /// One in a hundred changed on each side, one in a thousand on both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offline_both: Option<Exchange>,
    /// From one laptop by the hub to another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub live: Option<Live>,
    /// Associations that come back at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub many: Option<Many>,
    /// What the same documents cost another library, as it printed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<serde_json::Value>,
}

/// One exchange between a laptop and the hub.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exchange {
    /// From the established connection until each side has confirmed what the other had.
    pub seconds: f64,
    /// Payload of the stream, both ways.
    pub bytes: u64,
    /// UDP payload of the handshake, both ways.
    pub handshake_bytes: u64,
    /// All UDP payload, both ways.
    pub udp_bytes: u64,
    /// The hub's peak of resident memory, millions of bytes.
    pub hub_mb: Option<f64>,
    /// The laptop's.
    pub peer_mb: Option<f64>,
}

/// Edits that go from a laptop to the hub and on to another laptop.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Live {
    /// From the command until the other laptop has it on disk, median.
    pub p50_ms: f64,
    /// The same, 99 of 100.
    pub p99_ms: f64,
    /// Payload of the writing laptop's stream, both ways.
    pub bytes_per_edit: u64,
}

/// Associations that worked apart and come back at the same time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Many {
    /// How many.
    pub associations: usize,
    /// Documents that each brings.
    pub documents_each: usize,
    /// From the first established connection until the last is up to date.
    pub seconds: f64,
    /// The hub's peak of resident memory, millions of bytes.
    pub hub_mb: Option<f64>,
}

impl Report {
    /// Prints a table for people.
    pub fn print(&self) {
        let (seconds, bytes, handshake, udp, hub, peer) =
            ("seconds", "bytes", "handshake", "UDP bytes", "hub MB", "peer MB");
        println!("{:<34} {seconds:>10} {bytes:>12} {handshake:>10} {udp:>12} {hub:>9} {peer:>9}", "");
        row(&format!("clone of {}", self.documents), &self.clone);
        row("reconnect, nothing new", &self.reconnect);
        if let Some(exchange) = &self.offline_both {
            row("1 % on each side, 0.1 % on both", exchange);
        }
        if let Some(Live { p50_ms, p99_ms, bytes_per_edit }) = &self.live {
            println!("live, laptop to laptop: p50 {p50_ms:.1} ms, p99 {p99_ms:.1} ms, {bytes_per_edit} bytes an edit");
        }
        if let Some(Many { associations, documents_each, seconds, hub_mb }) = &self.many {
            let hub = mb(*hub_mb);
            println!("{associations} associations, {documents_each} documents each: {seconds:.3} s, hub {hub} MB");
        }
        if let Some(beside) = &self.beside {
            println!("beside: {beside}");
        }
    }
}

fn row(what: &str, exchange: &Exchange) {
    let Exchange { seconds, bytes, handshake_bytes, udp_bytes, hub_mb, peer_mb } = exchange;
    let (hub, peer) = (mb(*hub_mb), mb(*peer_mb));
    println!("{what:<34} {seconds:>10.3} {bytes:>12} {handshake_bytes:>10} {udp_bytes:>12} {hub:>9} {peer:>9}");
}

fn mb(megabytes: Option<f64>) -> String {
    megabytes.map_or_else(|| "?".to_owned(), |mb| format!("{mb:.1}"))
}
